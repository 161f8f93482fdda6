// What TypeScript sees of targets.mjs.

export const targets: string[];
export const hostTarget: string;
export const version: string;
export const distDir: string;
export function archiveName(target: string): string;
export function sbomName(target: string): string;
export const checksumsName: string;
