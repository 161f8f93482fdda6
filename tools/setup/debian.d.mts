// What TypeScript sees of debian.mjs.

export function whyLeftOut(): string | undefined;
export function whyNoDebian(): string | undefined;
