// Rules that more than one component has.

import { closest } from "fastest-levenshtein";
import type { Problem } from "../contract/check";
import { regionNames } from "../service-model/model";
import { Lifted } from "../protocol/values";
import type { Values } from "../protocol/values";
import { given, known, knownObject, knownString, undecided } from "./known";
import { namePattern, toName } from "./name";

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
  return [{ path, message: `is not a region of AWS; did you mean '${closest(region, regionNames())}'?` }];
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

export function decidesInPreview(paths: Record<string, unknown>): Problem[] {
  return Object.entries(paths)
    .filter(([, value]) => undecided(value))
    .map(([path]) => ({
      path,
      message: "must be a plain value that is known in preview, since it decides which resources exist",
    }));
}

/** An ARN that names a region names the one that is worked in. */
export function regionsAgree(path: string, arn: unknown, region: string | undefined): Problem[] {
  const own = knownString(arn)?.split(":")[3];
  if (own === undefined || own === "" || region === undefined || own === region) return [];
  return [{ path, message: `is in another region than '${region}', where it is used` }];
}

/** A bare key ID is looked up in the account that copies, where it may not be. */
export function keyIsWhole(path: string, value: unknown): Problem[] {
  const key = knownString(value);
  if (key === undefined || /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/.+$/.test(key)) return [];
  return [{ path, message: "must be the full ARN of a KMS key or alias" }];
}

/** AWS refuses empty lists, or takes them for something else. */
export function listsAreNotEmpty(lists: Record<string, unknown>): Problem[] {
  return Object.entries(lists).flatMap(([path, value]) => {
    const list = known(value);
    return Array.isArray(list) && list.length === 0 ? [{ path, message: "is empty: leave it out" }] : [];
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function bucketIsPossible(path: string, value: unknown): Problem[] {
  const name = knownString(value);
  return name === undefined || /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)
    ? []
    : [
        {
          path,
          message: "must be the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens",
        },
      ];
}

/** AWS's limits on tags, and keys that it keeps for itself. */
export function tagsAreAllowed(
  path: string,
  tags: unknown,
  limit: number,
  reserved: readonly string[],
): Problem[] {
  const entries = Object.entries(knownObject(tags));
  const secret = tags instanceof Lifted && tags.secret;
  return [
    ...(entries.length > limit ? [{ path, message: `are ${entries.length}, and may be ${limit}` }] : []),
    ...entries.flatMap(([key, value]): Problem[] => {
      // What a secret's keys are called is a part of the secret.
      const at = secret ? path : `${path}["${key}"]`;
      if (/^aws:/i.test(key))
        return [{ path: at, message: "begins with 'aws:', which AWS keeps for itself" }];
      if (reserved.includes(key)) return [{ path: at, message: "is a tag that Image Builder sets itself" }];
      if (key.length === 0 || key.length > 128) {
        return [{ path: at, message: "has a key that is not of 1 to 128 characters" }];
      }
      return (knownString(value) ?? "").length > 256
        ? [{ path: at, message: "must be at most 256 characters" }]
        : [];
    }),
  ];
}
