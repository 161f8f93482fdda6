// Checks inputs as the bridged provider does: what it does not know and what is missing is refused, names are made up
// where the program gives none, and `__defaults` lists what the program did not say itself.

import { randomBytes } from "node:crypto";
import type { Failure } from "../../../provider/src/protocol/server";
import type { Values } from "../../../provider/src/protocol/values";
import { autoNamed, defaultsOf, resourceType, type Shape } from "./resource-types";
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
  return { inputs: { ...inputs, __defaults: defaulted.sort() }, failures };
}

/** A made-up name stays for the life of the resource; a replacement comes without old inputs and gets a new one. */
function automaticName(type: string, name: string, property: string, olds: Values): unknown {
  if (isDefaulted(olds, property) && olds[property] !== undefined) {
    return olds[property];
  }
  const made = `${name}-${randomBytes(4).toString("hex").slice(0, 7)}`;
  switch (type) {
    case "aws:s3/bucket:Bucket":
    case "aws:ecr/repository:Repository":
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
