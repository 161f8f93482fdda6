// What TypeScript sees of targets.mjs.

export const targets: string[];
export const hostTarget: string;
export const oldestNode: string;
export function nodeOf(target: string, version?: string): { package: string; version: string; file: string };
export const version: string;
export const distDir: string;
export function archiveName(target: string): string;
export function sbomName(target: string): string;
export const checksumsName: string;
