// Rules about lists: not empty, not too long, nothing twice. Lengths are those of AWS's service model.

import { known, knownList, knownString } from "../checks/known";
import type { Problem } from "../checks/inputs";
import { shapeOf } from "../checks/service-model/model";

/** CreateDistributionConfiguration in the API reference: an empty list is refused, not taken as absent. */
export function listFits(path: string, value: unknown, shape?: string): Problem[] {
  if (!Array.isArray(known(value))) return [];
  const count = knownList(value).length;
  if (count === 0) return [{ path, message: "is empty: leave it out" }];
  const max = shape === undefined ? undefined : shapeOf(shape).max;
  return max !== undefined && count > max
    ? [{ path, message: `has ${count} items; AWS takes ${max} at most` }]
    : [];
}

/** The second of two equal texts, each at its own path. */
export function nothingTwice(path: string, value: unknown): Problem[] {
  const items = knownList(value).map((item, index) => ({
    path: `${path}[${index}]`,
    key: knownString(item),
  }));
  return firstComesFirst(items);
}

export function firstComesFirst(items: readonly { path: string; key: string | undefined }[]): Problem[] {
  const seen = new Map<string, string>();
  return items.flatMap(({ path, key }) => {
    if (key === undefined) return [];
    const first = seen.get(key);
    if (first !== undefined) return [{ path, message: `is the same as ${first}: leave one out` }];
    seen.set(key, path);
    return [];
  });
}

/** A list of texts in which every one counts once. */
export const uniqueList = (path: string, value: unknown, shape?: string): Problem[] => [
  ...listFits(path, value, shape),
  ...nothingTwice(path, value),
];
