// What TypeScript sees of debian.mjs.

export function whyNoDebian(): string | undefined;
