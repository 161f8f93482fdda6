// What TypeScript sees of paths.mjs.

export const repoRoot: string;
export const cacheDir: string;
export const binDir: string;
export function tool(name: string): string;
export const nodeDir: string;
export const node: string;
export const compileCacheDir: string;
export const newestNode: string;
export const formerDir: string;
export const standInDir: string;
export const awsJudgeDir: string;
export const venvDir: string;
export const venvPython: string;
export const debianDir: string;
export const judgeVenvDir: string;
export const judgePython: string;
export const pulumiVersion: string;
