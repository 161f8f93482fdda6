import type { Problem } from "./inputs";

/** Numbers in paths by their size: `customize[2]` comes before `customize[10]`. */
const inOrder = new Intl.Collator("en", { numeric: true });

/** All problems in one message, each on a line with the path in the user's own input. */
export function describeProblems(resourceName: string, problems: readonly Problem[]): string {
  const sorted = [...problems].sort((a, b) => inOrder.compare(a.path, b.path));
  return notValid(
    resourceName,
    sorted.map(({ path, message }) => `${path}: ${message}`),
  );
}

/** Complaints that begin with their paths already. */
export const notValid = (resourceName: string, complaints: readonly string[]): string =>
  [`${resourceName} is not valid:`, ...[...new Set(complaints)].map((one) => `  - ${one}`)].join("\n");
