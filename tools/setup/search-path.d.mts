// What TypeScript sees of search-path.mjs.

export function onPath(name: string): string | undefined;
