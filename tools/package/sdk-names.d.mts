// What TypeScript sees of sdk-names.mjs.

export const sdkPackages: Record<"nodejs" | "python" | "go" | "java", string[]>;
