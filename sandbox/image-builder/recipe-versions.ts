import { highest } from "./arns";

/** An `x` in the version asks for the next one: 1.0.x is 1.0.0 at first, and then one more than the highest. */
export function nextVersion(wanted: string, existing: Iterable<string>): string {
  const pattern = wanted.split("/")[2] ?? "";
  if (!pattern.includes("x")) {
    return pattern;
  }
  const arn = highest(wanted, existing);
  const [major = 0, minor = 0, patch = -1] = (arn?.split("/")[2] ?? pattern.replaceAll("x", "0"))
    .split(".")
    .map(Number);
  return `${major}.${minor}.${arn === undefined ? patch : patch + 1}`;
}
