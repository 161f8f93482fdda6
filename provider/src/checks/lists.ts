// Rules about lists: not empty, not too long, nothing twice. Lengths are those of AWS's service model.

import { known, knownList, knownString } from "./known";
import type { Problem } from "./problems";
import { shapeOf } from "./service-model/model";

/** AWS refuses an empty list where it takes a list. */
export function listIsNotEmpty(path: string, value: unknown): Problem[] {
  const list = known(value);
  return Array.isArray(list) && list.length === 0 ? [{ path, message: "is empty: leave it out" }] : [];
}

export function listFits(path: string, value: unknown, shape?: string): Problem[] {
  const count = knownList(value).length;
  const most = shape === undefined ? undefined : shapeOf(shape).max;
  return most !== undefined && count > most
    ? [{ path, message: `has ${count} items, but AWS takes ${most} at most` }]
    : listIsNotEmpty(path, value);
}

/** A list of texts in which every one counts once. */
export const uniqueList = (path: string, value: unknown, shape?: string): Problem[] => [
  ...listFits(path, value, shape),
  ...itemsDiffer(path, value),
];

/** Each text of a list at most once. */
export const itemsDiffer = (path: string, value: unknown): Problem[] =>
  duplicates(knownList(value).map((item, index) => ({ path: `${path}[${index}]`, key: knownString(item) })));

export interface Item {
  readonly path: string;
  /** What must differ; undefined where it isn't known. */
  readonly key: string | undefined;
  /** How a later item's message names this one. Default: by its path. */
  readonly label?: string;
}

interface Duplicates {
  /** What the user can do. */
  readonly remedy?: string;
  readonly same?: (one: string, other: string) => boolean;
}

/** Each item that is the same as an earlier one. */
export function duplicates(
  items: readonly Item[],
  { remedy = "leave one out", same = (one, other) => one === other }: Duplicates = {},
): Problem[] {
  const earlier: (Item & { readonly key: string })[] = [];
  return items.flatMap(({ path, key, label = path }) => {
    if (key === undefined) return [];
    const first = earlier.find((item) => same(item.key, key));
    earlier.push({ path, key, label });
    return first === undefined ? [] : [{ path, message: `is the same as ${first.label}: ${remedy}` }];
  });
}
