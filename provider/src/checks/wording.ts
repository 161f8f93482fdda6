// How messages name paths and kinds of values. No function here repeats a value.

import { Archive, Asset } from "../protocol/values";

const identifier = /^[A-Za-z_$][\w$]*$/;

/** The path of a property of an object: `storage.size`. */
export function propertyPath(parent: string, name: string): string {
  if (!identifier.test(name)) return `${parent}[${JSON.stringify(name)}]`;
  return parent === "" ? name : `${parent}.${name}`;
}

/** The path of a map's entry: `regions["eu-west-1"]`. The keys of a secret map are as secret as its values. */
export const entryPath = (parent: string, key: string, secret: boolean): string =>
  `${parent}[${secret ? "secret" : JSON.stringify(key)}]`;

/** The kind of a value, as the end of "must be a string, not …". */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Asset) return "an asset";
  if (value instanceof Archive) return "an archive";
  switch (typeof value) {
    case "string":
      return "a string";
    case "number":
    case "bigint":
      return "a number";
    case "boolean":
      return "a boolean";
    case "object":
      return "an object";
    default:
      return `a ${typeof value}`;
  }
}
