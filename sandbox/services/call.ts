// A request to one of the services whose resources are only recorded here, and what is recorded.

import type { Place } from "../image-builder/arns";
import { AwsError } from "../image-builder/errors";
import type { Recorded } from "../image-builder/records";
import type { World } from "../image-builder/world";
import { deleteByApi } from "../neighbours";

export interface Call {
  readonly world: World;
  readonly place: Place;
}

/** The records of a type in the caller's account, and in its region where the service has regions. */
export const recordsOf = ({ world, place }: Call, type: string): Recorded[] =>
  world.records
    .list(type)
    .filter(({ account, region }) => account === place.account && [place.region, "global"].includes(region));

/** One that has the value, or else a refusal. */
export function recordWith(
  call: Call,
  type: string,
  property: string,
  value: unknown,
  missing: AwsError,
): Recorded {
  const found = recordsOf(call, type).find((each) =>
    property === "id" ? each.id === value : each.properties[property] === value,
  );
  if (found === undefined) throw missing;
  return found;
}

export const remove = ({ world }: Call, gone: Recorded): void => deleteByApi(world, gone);

export const tagsOf = ({ properties }: Recorded): Record<string, string> =>
  (properties.tagsAll ?? properties.tags ?? {}) as Record<string, string>;

export const tagList = (record: Recorded): { Key: string; Value: string }[] =>
  Object.entries(tagsOf(record)).map(([Key, Value]) => ({ Key, Value }));
