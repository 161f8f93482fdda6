// Checks inputs as the bridged provider does: what it does not know and what is missing is refused, names are made up
// where the program gives none, and `__defaults` lists what the program did not say itself.

import { randomBytes } from "node:crypto";
import type { Failure } from "../../provider/src/protocol/server";
import { isPlainObject, type Values } from "../../provider/src/protocol/values";
import { autoNamed, defaultsOf, nestedDefaultsOf, resourceType, type Shape } from "./resource-types";
import { conform, type Refuse } from "./conform";

export interface CheckRequest {
  readonly type: string;
  readonly name: string;
  readonly olds: Values;
  readonly news: Values;
}

export function check({ type, name, olds, news }: CheckRequest): { inputs: Values; failures: Failure[] } {
  const known = resourceType(type);
  const failures: Failure[] = [];
  const refuse: Refuse = (path, reason) => {
    failures.push({ property: "", reason: `${reason}. Examine values at '${name}.${path}'.` });
  };

  const { __defaults: _defaults, ...given } = news;
  const shape: Shape = { ...known.inputs, _required: known.required as unknown as Shape };
  const inputs = conform(shape, given, "", refuse) as Values;
  if (inputs.namePrefix !== undefined || inputs.bucketPrefix !== undefined) {
    refuse("namePrefix", "The stand-in for the aws plugin does not make names from prefixes");
  }

  const filled: Values = { ...defaultsOf(type) };
  const naming = autoNamed(type);
  if (naming !== undefined) {
    filled[naming] = automaticName(type, name, naming, olds);
  }
  // A file's name is the resource's, with nothing added: the bridge doesn't count it among the names that it makes.
  if (type === "aws:s3/bucketObjectv2:BucketObjectv2") filled.key = name;
  const defaulted = Object.keys(filled).filter((property) => inputs[property] === undefined);
  for (const property of defaulted) {
    inputs[property] = filled[property];
  }
  for (const [path, value] of Object.entries(nestedDefaultsOf(type))) {
    fillWithin(inputs, path.split("."), value);
  }
  return { inputs: { ...inputs, __defaults: defaulted.sort() }, failures };
}

/** A nested default is for the objects that are there. */
function fillWithin(value: unknown, [name = "", ...below]: readonly string[], filled: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) fillWithin(item, [name, ...below], filled);
  } else if (isPlainObject(value)) {
    if (below.length > 0) fillWithin(value[name], below, filled);
    else value[name] ??= filled;
  }
}

/**
 * A name stays for the life of the resource, also one that the program gave and no longer gives. A replacement comes
 * without old inputs and gets a new one.
 */
function automaticName(type: string, name: string, property: string, olds: Values): unknown {
  if (olds[property] !== undefined) {
    return olds[property];
  }
  const made = `${name}-${randomBytes(4).toString("hex").slice(0, 7)}`;
  switch (type) {
    case "aws:s3/bucket:Bucket":
      return made.toLowerCase();
    case "aws:kms/alias:Alias":
      return `alias/${made}`;
    default:
      return made;
  }
}

export const isDefaulted = ({ __defaults }: Values, property: string): boolean =>
  Array.isArray(__defaults) && __defaults.includes(property);

/** Without what the bridge keeps for itself. */
export function withoutDefaults({ __defaults: _defaults, ...values }: Values): Values {
  return values;
}
