// Which version the changes of a schema ask for (docs/versioning.md).

import { changesOf } from "./changes";
import type { PackageSchema } from "./changes";

type Version = [major: number, minor: number, patch: number];

function parse(text: string): Version {
  const match = /^(\d+)\.(\d+)\.(\d+)(-.+)?$/.exec(text);
  if (!match) throw new Error(`${text} is no version`);
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** The least version after a release; before 1.0.0, a minor one may break. */
export function leastVersion(released: string, broken: boolean, added: boolean): string {
  const [major, minor, patch] = parse(released);
  if (broken) return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
  if (added && major > 0) return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}

/** What is wrong with the version of a schema, as seen from the last release's; nothing where all is well. */
export function complaints(released: PackageSchema | undefined, now: PackageSchema): string[] {
  if (!released) return [];
  const changes = changesOf(released, now);
  const broken = changes.filter(({ breaking }) => breaking);
  // Between releases the version may still be the last one's, as long as nothing has changed.
  if (changes.length === 0) return [];
  const least = leastVersion(released.version, broken.length > 0, changes.length > broken.length);
  if (!isBelow(parse(now.version), parse(least))) return [];
  return [
    `version ${now.version} must be ${least} or later, for these changes since ${released.version}:`,
    ...(broken.length > 0 ? broken : changes).map(
      ({ breaking, text }) => `${breaking ? "breaking: " : ""}${text}`,
    ),
  ];
}

function isBelow(a: Version, b: Version): boolean {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
