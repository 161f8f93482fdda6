// What is wrong with what the user wrote, in the order and the form in which it is shown.

export interface Problem {
  /** Where, in the user's own input: `customize[2].shell[0]` or `regions["eu-west-1"].share`. */
  readonly path: string;
  /** What is wrong and then what to do, as the end of a sentence that begins with the path. It never repeats a value. */
  readonly message: string;
  /** Shown in preview, but nothing is refused for it. */
  readonly severity?: "warning";
  /** Everything is said about this value; no rule adds to it. For example: a name where an ARN belongs. */
  readonly conclusive?: true;
  /** The name of the rule that found it. */
  readonly rule?: string;
}

export const isError = ({ severity }: Problem): boolean => severity === undefined;
export const isWarning = ({ severity }: Problem): boolean => severity === "warning";

export const describeProblem = ({ path, message }: Problem): string => `${path}: ${message}`;

/** All problems in one message, one a line, sorted by path. */
export const describeProblems = (resourceName: string, problems: readonly Problem[]): string =>
  notValid(resourceName, [...problems].sort(byPath).map(describeProblem));

/** The same for lines that begin with their paths already. */
export const notValid = (resourceName: string, lines: readonly string[]): string =>
  [`${resourceName} is not valid:`, ...[...new Set(lines)].map((line) => `  - ${line}`)].join("\n");

// Numeric: `customize[2]` comes before `customize[10]`.
const collator = new Intl.Collator("en", { numeric: true });

const byPath = (a: Problem, b: Problem): number => collator.compare(a.path, b.path);
