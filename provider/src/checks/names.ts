// Names of images and distributions.

import { lowerCaseName } from "./identifiers";
import { known } from "./known";
import type { Problem } from "./problems";

/** A name that AWS takes unchanged: its ARNs have it in lower case with hyphens. */
export function toName(resourceName: string): string {
  return resourceName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 100)
    .replace(/-+$/, "");
}

/** Names that AWS would write differently in its ARNs collide there. */
export function nameIsUsable(path: string, value: unknown, resourceName: string): Problem[] {
  const name = known(value);
  if (name === undefined) {
    return isUsable(toName(resourceName))
      ? []
      : [{ path, message: "can't be made from the resource's name, which is too short: set it" }];
  }
  if (typeof name !== "string" || isUsable(name)) return [];
  const hint = isUsable(toName(name)) ? "; for example the same in lower case with hyphens" : "";
  return [
    { path, message: `must be 3 to 100 lower-case letters, digits and single hyphens between them${hint}` },
  ];
}

const isUsable = (name: string): boolean =>
  name.length >= 3 && name.length <= 100 && lowerCaseName(name) === undefined;
