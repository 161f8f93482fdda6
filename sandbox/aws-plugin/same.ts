// What the provider takes for the same: a set in another order, a policy that says the same in other words, and an empty
// list or map in place of none. An empty block is not none.

import { isDeepStrictEqual } from "node:util";
import { containsUnknown, isPlainObject } from "../../provider/src/protocol/values";
import { fieldShape, isBlock, itemShape, resourceType, type Shape } from "./resource-types";

/** Inputs that hold a policy as JSON. */
const documents = ["assumeRolePolicy", "policy"];

/** An unknown always counts as a change, also within a list or an object. */
export const changed = (type: string, input: string, old: unknown, now: unknown): boolean => {
  const plain = comparable(type, input);
  return containsUnknown(now) || !isDeepStrictEqual(plain(old), plain(now));
};

const comparable = (type: string, input: string) => {
  const { inputs, sets } = resourceType(type);
  const plain = (shape: Shape | undefined, path: string, value: unknown): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item) => plain(itemShape(shape), path, item));
      if (items.length === 0) return undefined;
      return sets.includes(path) ? items.sort(byText) : items;
    }
    if (isPlainObject(value)) {
      const fields = Object.entries(value)
        .map(([name, each]) => [name, plain(fieldShape(shape, name), `${path}.${name}`, each)] as const)
        .filter(([, each]) => each !== undefined);
      // A block is there even if it has no value.
      return fields.length === 0 && !isBlock(shape) ? undefined : Object.fromEntries(fields);
    }
    return documents.includes(path) ? parsed(value) : (value ?? undefined);
  };
  return (value: unknown): unknown => plain(inputs[input], input, value);
};

const byText = (left: unknown, right: unknown): number =>
  JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;

function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? (JSON.parse(text) as unknown) : text;
  } catch {
    return text;
  }
}
