import type { Problem } from "../contract/check";

/** All problems in one message, each on a line with the path in the user's own input. */
export function describeProblems(resourceName: string, problems: readonly Problem[]): string {
  const sorted = [...problems].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return notValid(
    resourceName,
    sorted.map(({ path, message }) => `${path}: ${message}`),
  );
}

/** Complaints that begin with their paths already. */
export const notValid = (resourceName: string, complaints: readonly string[]): string =>
  [`${resourceName} is not valid:`, ...[...new Set(complaints)].map((one) => `  - ${one}`)].join("\n");
