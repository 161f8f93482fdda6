// Rules about tags.

import type { Values } from "../protocol/values";
import { isSecret, knownObject, knownString } from "./known";
import { resourceTag } from "./own-tag";
import type { Problem } from "./problems";
import type { Rule } from "./rule";
import { sources } from "./sources";
import { entryPath } from "./wording";

/** AWS takes 50. One is for finding again what an interrupted update has made. */
const mostOwnTags = 49;

/** Of a component's `tags`. */
export const tagRule = (name: string): Rule<unknown> => ({
  name,
  description: `Up to ${mostOwnTags} tags, whose keys are of 1 to 128 letters, digits, spaces and \`_.:/=+-@\`, and don't begin with \`aws:\`. Every component adds \`${resourceTag}\`.`,
  source: sources.tags,
  check: ({ tags }: Values) => tagsAreAllowed("tags", tags, mostOwnTags, { [resourceTag]: "goldenimage" }),
});

export const setByImageBuilder = (...keys: string[]): Record<string, string> =>
  Object.fromEntries(keys.map((key) => [key, "Image Builder"]));

/** AWS's limits on tags, and keys that are set by somebody else. */
export function tagsAreAllowed(
  path: string,
  tags: unknown,
  most: number,
  reserved: Readonly<Record<string, string>> = {},
): Problem[] {
  const entries = Object.entries(knownObject(tags));
  const secret = isSecret(tags);
  return [
    ...(entries.length > most
      ? [{ path, message: `has ${entries.length} tags, but at most ${most} are allowed` }]
      : []),
    ...entries.flatMap(([key, value]) => {
      const message = keyProblem(key, reserved) ?? valueProblem(value);
      // The keys of a secret map are secret.
      return message === undefined ? [] : [{ path: secret ? path : entryPath(path, key, false), message }];
    }),
  ];
}

function keyProblem(key: string, reserved: Readonly<Record<string, string>>): string | undefined {
  if (/^aws:/i.test(key)) return "has a key that begins with 'aws:', which only AWS may use: choose another";
  const owner = Object.hasOwn(reserved, key) ? reserved[key] : undefined;
  if (owner !== undefined) return `is a tag that ${owner} sets itself: leave it out`;
  if (key.length === 0 || Array.from(key).length > 128) return "must have a key of 1 to 128 characters";
  return /^[a-zA-Z0-9\s_.:/=+\-@]*$/.test(key)
    ? undefined
    : "must have a key of letters, digits, spaces and _.:/=+-@ only";
}

const valueProblem = (value: unknown): string | undefined =>
  Array.from(knownString(value) ?? "").length > 256 ? "must be at most 256 characters" : undefined;
