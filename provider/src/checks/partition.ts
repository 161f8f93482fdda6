// AWS's regions are in partitions, which know nothing of each other: a provider works in the regions of one, images are
// distributed within one, and the ARNs of what they use begin with it.

import { constraints } from "./schema/constraints";
import type { Constraint } from "./schema/constraints";
import type { Problem } from "./problems";
import { entryPath } from "./wording";
import { partitionId, regionNames } from "./service-model/model";
import { Lifted } from "../protocol/values";
import type { Values } from "../protocol/values";
import { isSecret, known, knownList, knownObject, knownString } from "./known";
import type { Location } from "./location";
import type { Rule } from "./rule";
import { sources } from "./sources";

/** Of a component's inputs, as a rule of its table. */
export const partitionRule = (name: string, token: string): Rule<Location> => ({
  name,
  description: "Regions, roles, policies and organizations are of the partition that the provider works in.",
  source: sources.arns,
  check: (inputs, location) => staysInPartition(token, inputs, location),
});

/**
 * The regions among a resource's inputs, and the ARNs that name no region, such as those of roles. An ARN that names one
 * is held against the region that it must be of, by other rules.
 */
export function staysInPartition(
  token: string,
  inputs: Values,
  { region, providerRegion }: Location,
): Problem[] {
  // A provider that doesn't tell its region works in the partition of the written one, or it will refuse it.
  const here = providerRegion ?? region;
  return foundIn(inputs, constraints().resources[token]?.properties ?? {}, "").flatMap(
    ({ path, value, check }) => check(path, value, here),
  );
}

/** A region is of the partition that is worked in. Whether there is such a region, another rule says. */
export function regionIsOfPartition(path: string, value: unknown, here: unknown): Problem[] {
  const [region, own] = [knownString(value), knownString(here)];
  if (region === undefined || own === undefined || !regionNames().includes(region)) return [];
  if (partitionId(region) === partitionId(own)) return [];
  const which = isSecret(here) ? "" : `, '${partitionId(own)}'`;
  return [{ path, message: `must be a region of the partition that the provider works in${which}` }];
}

/** An ARN is of the partition that is worked in. */
export function arnIsOfPartition(path: string, arn: unknown, region: unknown): Problem[] {
  const [, own] = /^arn:(aws[a-z-]*):/.exec(knownString(arn) ?? "") ?? [];
  const here = knownString(region);
  if (own === undefined || here === undefined || own === partitionId(here)) return [];
  return [{ path, message: `must be of the partition of the region it is used in: ${arnForm(region)}` }];
}

const arnForm = (region: unknown): string =>
  isSecret(region)
    ? "what comes after 'arn:'"
    : `it begins with 'arn:${partitionId(String(known(region)))}:'`;

interface Found {
  path: string;
  value: unknown;
  check(path: string, value: unknown, here: unknown): Problem[];
}

/** How the contract calls what holds regions: one, a list of them, or a map by region. */
const holdsRegions = /^regions?$/;
/** And what holds ARNs. What a document or a parameter has in it is the user's own. */
const holdsArns = /(Arns?|^organizations|^organizationalUnits)$/;

const foundIn = (object: Values, properties: Readonly<Record<string, Constraint>>, parent: string): Found[] =>
  Object.entries(properties).flatMap(([name, expected]) =>
    foundAt(object[name], expected, `${parent}${name}`, name),
  );

function foundAt(value: unknown, expected: Constraint, path: string, name: string): Found[] {
  const { object, items, additionalProperties } = expected;
  if (object !== undefined) {
    return foundIn(knownObject(value), constraints().types[object]?.properties ?? {}, `${path}.`);
  }
  if (items !== undefined) {
    return knownList(value).flatMap((item, index) => foundAt(item, items, `${path}[${index}]`, name));
  }
  if (additionalProperties !== undefined) {
    const secret = isSecret(value);
    return Object.entries(knownObject(value)).flatMap(([key, inner]) => {
      const at = entryPath(path, key, secret);
      return [
        ...textFound(secret ? new Lifted(key, true, true) : key, at, name),
        ...foundAt(inner, additionalProperties, at, ""),
      ];
    });
  }
  return textFound(value, path, name);
}

function textFound(value: unknown, path: string, name: string): Found[] {
  if (holdsRegions.test(name)) return [{ path, value, check: regionIsOfPartition }];
  const isWithoutRegion = knownString(value)?.split(":")[3] === "";
  return holdsArns.test(name) && isWithoutRegion ? [{ path, value, check: arnIsOfPartition }] : [];
}
