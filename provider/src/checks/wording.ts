// How the checker talks about paths, names and kinds of values. No function here repeats a value.

import { closest, distance } from "fastest-levenshtein";
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

/** The candidate that was probably meant: up to three changes away, and most of its letters are the same. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const candidate = closest(name, candidates);
  const letters = Math.max(name.length, candidate.length);
  return distance(name, candidate) <= Math.min(3, letters / 2) ? candidate : undefined;
}

/** The end of a message that names what was meant, or nothing. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const meant = nearest(name, candidates);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

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
