// What TypeScript sees of steps.mjs.

export const steps: { name: string; outputs: string[]; values?: () => unknown[] }[];
export const sets: Record<string, string[]>;
