// ARNs that name no region, such as those of roles: whether they are of the partition that is worked in. For those that
// name one, the rules about regions ask for both.

import type { Problem } from "../contract/check";
import { constraints } from "../contract/constraints";
import type { Constraint } from "../contract/constraints";
import { isPlainObject } from "../protocol/values";
import type { Values } from "../protocol/values";
import { known, knownList, knownObject, knownString } from "./known";
import { arnIsOfPartition } from "./rules";

/** How the contract calls what holds ARNs. What a document or a parameter has in it is the user's own. */
const holdsArns = /(Arns?|^organizations|^organizationalUnits)$/;

/** Of a resource's inputs. */
export function arnsAreOfPartition(token: string, inputs: Values, region: unknown): Problem[] {
  return arnsIn(inputs, constraints().resources[token]?.properties ?? {}, "").flatMap(({ path, arn }) =>
    arnIsOfPartition(path, arn, region),
  );
}

interface Found {
  path: string;
  arn: unknown;
}

function arnsIn(object: Values, properties: Readonly<Record<string, Constraint>>, prefix: string): Found[] {
  return Object.entries(properties).flatMap(([property, expected]) =>
    arnsAt(object[property], expected, `${prefix}${property}`, holdsArns.test(property)),
  );
}

function arnsAt(value: unknown, expected: Constraint, path: string, isArn: boolean): Found[] {
  const { object, items, additionalProperties } = expected;
  if (items !== undefined) {
    return knownList(value).flatMap((item, index) => arnsAt(item, items, `${path}[${index}]`, isArn));
  }
  if (object !== undefined) {
    return arnsIn(knownObject(value), constraints().types[object]?.properties ?? {}, `${path}.`);
  }
  if (additionalProperties?.object !== undefined && isPlainObject(known(value))) {
    return Object.entries(knownObject(value)).flatMap(([key, inner]) =>
      arnsAt(inner, additionalProperties, `${path}[${JSON.stringify(key)}]`, false),
    );
  }
  return isArn && knownString(value)?.split(":")[3] === "" ? [{ path, arn: value }] : [];
}
