export const pluginFlags: string[];
