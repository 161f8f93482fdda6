// Rules that more than one component has.

import { closest } from "fastest-levenshtein";
import type { Problem } from "../contract/check";
import { regionNames } from "../service-model/model";
import type { Values } from "../protocol/values";
import { given, known, knownList, knownObject, knownString, undecided } from "./known";
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

/** AWS refuses an empty list where it takes a list. */
export function shareNamesSomebody(path: string, value: unknown): Problem[] {
  if (value === undefined || undecided(value)) return [];
  const share = knownObject(value);
  const lists = ["accounts", "organizations", "organizationalUnits"];
  if (given(share, lists).length === 0) return [{ path, message: "names nobody: leave it out" }];
  return lists.flatMap((list) =>
    Array.isArray(known(share[list])) && knownList(share[list]).length === 0
      ? [{ path: `${path}.${list}`, message: "is empty: leave it out" }]
      : [],
  );
}

export function decidesInPreview(paths: Record<string, unknown>): Problem[] {
  return Object.entries(paths)
    .filter(([, value]) => undecided(value))
    .map(([path]) => ({
      path,
      message: "must be a plain value that is known in preview, since it decides which resources exist",
    }));
}
