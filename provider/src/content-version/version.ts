// Arithmetic of `major.minor.patch`.

/** Whether a base is a version by itself, with nothing left to count. */
export const isWhole = (base: string): boolean => base.split(".").length === 3;

export function nextVersion(version: string): string {
  const [major, minor, patch] = version.split(".");
  return `${major}.${minor}.${Number(patch) + 1}`;
}

/** The version after the highest of those taken that begin with the base. */
export function firstVersion(base: string, taken: readonly string[]): string {
  const patches = taken
    .filter((version) => version.startsWith(`${base}.`))
    .map((version) => Number(version.slice(base.length + 1)))
    .filter(Number.isInteger);
  return `${base}.${Math.max(-1, ...patches) + 1}`;
}

export function highestVersion(versions: readonly string[]): string | undefined {
  const byNumbers = new Intl.Collator("en", { numeric: true });
  return versions
    .filter((version) => /^\d+\.\d+\.\d+$/.test(version))
    .sort(byNumbers.compare)
    .at(-1);
}
