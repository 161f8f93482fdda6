import type { Problem } from "../contract/check";

/** All problems in one message, each on a line with the path in the user's own input. */
export function describeProblems(resourceName: string, problems: readonly Problem[]): string {
  const sorted = [...problems].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const lines = sorted.map(({ path, message }) => `  - ${path}: ${message}`);
  return [`${resourceName} is not valid:`, ...new Set(lines)].join("\n");
}
