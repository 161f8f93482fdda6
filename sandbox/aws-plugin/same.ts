// What the provider takes for the same: a set in another order, a policy that says the same in other words, and an empty
// list or map in place of none.

import { isDeepStrictEqual } from "node:util";
import { containsUnknown, isPlainObject } from "../../provider/src/protocol/values";
import { resourceType } from "./resource-types";

/** Inputs that hold a policy as JSON. */
const documents = ["assumeRolePolicy", "policy"];

/** An unknown always counts as a change, also within a list or an object. */
export const changed = (type: string, input: string, old: unknown, now: unknown): boolean =>
  containsUnknown(now) || !isDeepStrictEqual(plain(type, input, old), plain(type, input, now));

function plain(type: string, path: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => plain(type, path, item));
    if (items.length === 0) return undefined;
    return resourceType(type).sets.includes(path) ? items.sort(byText) : items;
  }
  if (isPlainObject(value)) {
    const fields = Object.entries(value).map(([name, each]) => [name, plain(type, `${path}.${name}`, each)]);
    return fields.length === 0 ? undefined : Object.fromEntries(fields);
  }
  return documents.includes(path) ? parsed(value) : (value ?? undefined);
}

const byText = (left: unknown, right: unknown): number =>
  JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;

function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? (JSON.parse(text) as unknown) : text;
  } catch {
    return text;
  }
}
