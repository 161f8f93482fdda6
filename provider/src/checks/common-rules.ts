// Rules that more than one component has.

import { didYouMean } from "./wording";
import type { Problem } from "./inputs";
import { resourceTag } from "./own-tag";
import { arnInRegion, arnOf } from "./service-model/arn";
import { regionNames } from "./service-model/model";
import type { Values } from "../protocol/values";
import { given, isSecret, known, knownList, knownObject, knownString, undecided } from "./known";
import { namePattern, toName } from "./names";
import { arnIsOfPartition } from "./partition";
import { sources } from "./rule";
import type { Rule } from "./rule";

export function exactlyOne(path: string, object: Values, properties: readonly string[]): Problem[] {
  const present = given(object, properties);
  if (present.length === 1) return [];
  const list = properties.map((property) => `'${property}'`).join(", ");
  return [
    {
      path,
      message:
        present.length === 0
          ? `needs exactly one of ${list}`
          : `has ${present.map((property) => `'${property}'`).join(" and ")}; set exactly one of ${list}`,
    },
  ];
}

export function regionIsKnown(path: string, value: unknown): Problem[] {
  const region = knownString(value);
  if (region === undefined || regionNames().includes(region)) return [];
  const hint = isSecret(value) ? "" : didYouMean(region, regionNames());
  return [{ path, message: `is not a region of AWS${hint}` }];
}

/** Names that AWS would write differently in its ARNs collide there. */
export function nameIsUsable(path: string, value: unknown, resourceName: string): Problem[] {
  if (undecided(value)) return [{ path, message: "must be a plain value that is known in preview" }];
  const name = known(value);
  if (name === undefined) {
    return usable(toName(resourceName))
      ? []
      : [{ path, message: "can't be made from the resource's name, which is too short: set it" }];
  }
  if (typeof name !== "string" || usable(name)) return [];
  const better = toName(name);
  return [
    {
      path,
      message:
        "must be 3 to 100 lower-case letters, digits and single hyphens between them" +
        (usable(better) ? "; for example the same in lower case with hyphens" : ""),
    },
  ];
}

const usable = (name: string): boolean => name.length >= 3 && name.length <= 100 && namePattern.test(name);

/** AWS refuses an empty list where it takes a list. */
export function listIsNotEmpty(path: string, value: unknown): Problem[] {
  const list = known(value);
  return Array.isArray(list) && list.length === 0 ? [{ path, message: "is empty: leave it out" }] : [];
}

/** Each item at most once, as AWS takes it. */
export function itemsDiffer(path: string, value: unknown): Problem[] {
  const items = knownList(value).map(knownString);
  return items.flatMap((item, index) =>
    item !== undefined && items.indexOf(item) < index
      ? [{ path: `${path}[${index}]`, message: `is given at ${path}[${items.indexOf(item)}] already` }]
      : [],
  );
}

/** A text that is known is of the form that AWS takes; `form` says which. */
export function isWellFormed(path: string, value: unknown, pattern: RegExp, form: string): Problem[] {
  const text = knownString(value);
  return text === undefined || pattern.test(text) ? [] : [{ path, message: `must be ${form}` }];
}

export const s3Uri = /^s3:\/\/[a-z0-9][a-z0-9.-]+\/.+$/;
export const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
export const roleName = /^[\w+=,.@-]{1,64}$/;
export const amiId = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

const policyArn = arnOf("iam", String.raw`(?:aws|\d{12}):policy/[\w+=,.@/-]+`);

export const policyIsAnArn = (path: string, value: unknown): Problem[] =>
  isWellFormed(
    path,
    value,
    policyArn,
    "the ARN of a policy, such as arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
  );

/** Policies to attach to a role, each once. */
export const policiesAreArns = (path: string, list: unknown): Problem[] => [
  ...knownList(list).flatMap((arn, index) => policyIsAnArn(`${path}[${index}]`, arn)),
  ...itemsDiffer(path, list),
];

export function decidesInPreview(paths: Record<string, unknown>): Problem[] {
  return Object.entries(paths)
    .filter(([, value]) => undecided(value))
    .map(([path]) => ({
      path,
      message: "must be a plain value that is known in preview, since it decides which resources exist",
    }));
}

/** An ARN that names a region names the one that is worked in, as far as that is known, and its partition. */
export function regionsAgree(path: string, arn: unknown, region: unknown): Problem[] {
  const own = knownString(arn)?.split(":")[3];
  const here = knownString(region);
  if (own === undefined || own === "" || here === undefined) return [];
  if (own === here) return arnIsOfPartition(path, arn, region);
  const where = isSecret(region) ? "the one" : `'${here}',`;
  return [{ path, message: `is in another region than ${where} where it is used` }];
}

/** A bare key ID is looked up in the account that copies, where it may not be. */
export function keyIsWhole(path: string, value: unknown): Problem[] {
  const key = knownString(value);
  if (key === undefined || keyOrAlias.test(key)) return [];
  return [{ path, message: "must be the full ARN of a KMS key or alias" }];
}

/** Where AWS answers an alias with its key, the provider sees another key each time, and changes it again. */
export function keyIsNoAlias(path: string, value: unknown): Problem[] {
  const key = knownString(value);
  if (key === undefined || onlyKey.test(key)) return [];
  const message = keyOrAlias.test(key)
    ? "is an alias, for which AWS gives back the key, so that each update would change it again: give the key's own ARN"
    : "must be the full ARN of a KMS key";
  return [{ path, message }];
}

const onlyKey = arnInRegion("kms", String.raw`\d{12}:key/[\w-]+`);

/** With the region in it. A wildcard is no key. */
export const keyOrAlias = arnInRegion("kms", String.raw`\d{12}:(?:key/[\w-]+|alias/[\w/-]+)`);

/** What is wrong with a text, as the end of a sentence that begins with its path. */
export type TextForm = (text: string) => string | undefined;

/** What a text that enters a policy must be: see plan/policy.ts. */
export function fitsPolicy(path: string, value: unknown, form: TextForm): Problem[] {
  const text = knownString(value);
  const message = text === undefined ? undefined : form(text);
  return message === undefined ? [] : [{ path, message }];
}

/** AWS takes 50, and one is for finding again what an interrupted update has made. */
const mostOwnTags = 49;

export const ownTagsAreAllowed = ({ tags }: Values): Problem[] =>
  tagsAreAllowed("tags", tags, mostOwnTags, { [resourceTag]: "goldenimage" });

/** Of a component's `tags`. */
export const tagRule = (name: string): Rule<unknown> => ({
  name,
  says: `Up to ${mostOwnTags} tags, whose keys are of 1 to 128 letters, digits, spaces and \`_.:/=+-@\`, and don't begin with \`aws:\`. Every component adds \`${resourceTag}\`.`,
  source: sources.tags,
  check: ownTagsAreAllowed,
});

export const setByImageBuilder = (...keys: string[]): Record<string, string> =>
  Object.fromEntries(keys.map((key) => [key, "Image Builder"]));

/** AWS's limits on tags, and keys that are set by somebody else. */
export function tagsAreAllowed(
  path: string,
  tags: unknown,
  limit: number,
  reserved: Readonly<Record<string, string>> = {},
): Problem[] {
  const entries = Object.entries(knownObject(tags));
  const secret = isSecret(tags);
  return [
    ...(entries.length > limit
      ? [{ path, message: `are ${entries.length} tags; there may be ${limit}` }]
      : []),
    ...entries.flatMap(([key, value]): Problem[] => {
      // What a secret's keys are called is a part of the secret.
      const at = secret ? path : `${path}[${JSON.stringify(key)}]`;
      if (/^aws:/i.test(key))
        return [{ path: at, message: "begins with 'aws:', which AWS keeps for itself" }];
      const by = Object.hasOwn(reserved, key) ? reserved[key] : undefined;
      if (by !== undefined) return [{ path: at, message: `is a tag that ${by} sets itself` }];
      if (key.length === 0 || Array.from(key).length > 128) {
        return [{ path: at, message: "has a key that is not of 1 to 128 characters" }];
      }
      if (!/^[a-zA-Z0-9\s_.:/=+\-@]*$/.test(key)) {
        return [
          { path: at, message: "has a key with other characters than letters, digits, space and _.:/=+-@" },
        ];
      }
      return Array.from(knownString(value) ?? "").length > 256
        ? [{ path: at, message: "must be at most 256 characters" }]
        : [];
    }),
  ];
}
