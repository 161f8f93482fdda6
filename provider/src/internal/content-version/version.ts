// Arithmetic of `major.minor.patch`.

/** https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html */
const greatestNumber = 2 ** 30 - 1;

/** What a user wrote, or nothing: then the version is counted on from the highest one there is. */
type Base = string | undefined;

/** Whether a base is a version by itself, with nothing left to count. */
export const isWhole = (base: Base): base is string => base?.split(".").length === 3;

/** Whether a version is one of the base's. */
export const fits = (version: string, base: Base): boolean =>
  base === undefined || version === base || version.startsWith(`${base}.`);

const numbersOf = (text: string): number[] => text.split(".").map(Number);
const seriesOf = (version: string): string => version.split(".", 2).join(".");

/** Of versions, or of the beginnings of them: as far as both go. */
export function compareVersions(left: string, right: string): number {
  const others = numbersOf(right);
  const differing = numbersOf(left)
    .map((number, index) => number - (others[index] ?? number))
    .find((difference) => difference !== 0);
  return differing ?? 0;
}

export const highestVersion = (versions: readonly string[]): string | undefined =>
  versions
    .filter((version) => /^\d+\.\d+\.\d+$/.test(version))
    .sort(compareVersions)
    .at(-1);

/**
 * Refuses a base below the highest version there is. `x.x.x` means the highest one, so whoever follows the image would
 * go on to use that.
 */
export function refuseLower(name: string, base: string, highest: string | undefined): void {
  if (highest === undefined || compareVersions(base, highest) >= 0) return;
  throw new Error(
    `version: '${base}' is lower than ${highest}, the highest version of '${name}' that AWS has (of its recipes and images): 'latestImageArn' would go on to mean that one. Set 'version' to ${seriesOf(highest)} or higher, or leave it out to count on from there`,
  );
}

/** The version after the highest one, in the series that the base asks for. */
export function versionAfter(name: string, base: Base, highest: string | undefined): string {
  if (base !== undefined) refuseLower(name, base, highest);
  if (base !== undefined && isWhole(base)) return base;
  if (highest === undefined || !fits(highest, base)) return `${base ?? "1.0"}.0`;
  const [major = 0, minor = 0, patch = 0] = numbersOf(highest);
  if (patch < greatestNumber) return `${major}.${minor}.${patch + 1}`;
  if (base !== undefined) {
    throw new Error(
      `version: '${base}' of '${name}' has no patch number left after ${highest}: raise 'version', or leave it out`,
    );
  }
  if (minor < greatestNumber) return `${major}.${minor + 1}.0`;
  if (major < greatestNumber) return `${major + 1}.0.0`;
  throw new Error(`'${name}' has no version left after ${highest}: choose another 'name'`);
}
