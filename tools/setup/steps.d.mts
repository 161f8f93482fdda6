// What TypeScript sees of steps.mjs.

export const steps: { name: string }[];
export const sets: Record<string, string[]>;
