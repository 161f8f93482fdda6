// The index of tags, as the Resource Groups Tagging API has it: all that has a tag, in one region of an account. IAM's
// resources are of no region, and its roles are in no index.

import type { Place } from "./arns";
import type { World } from "./world";

export interface Tagged {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

export function taggedResources(
  world: World,
  place: Place,
  key: string,
  values: readonly string[],
): Tagged[] {
  const recorded = world.records
    .list()
    .filter(
      ({ type, account, region }) =>
        account === place.account && region === place.region && !type.startsWith("aws:iam/"),
    )
    .map(({ properties }) => properties);
  return [...world.store(place).allTaggable(), ...recorded].flatMap(({ arn, tags, tagsAll }): Tagged[] => {
    const all = (tagsAll ?? tags ?? {}) as Record<string, string>;
    const value = all[key];
    const wanted = value !== undefined && (values.length === 0 || values.includes(value));
    return wanted && typeof arn === "string" ? [{ arn, tags: all }] : [];
  });
}
