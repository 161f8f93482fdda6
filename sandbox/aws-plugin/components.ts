// The look-up of a component of Image Builder's.

import type { Values } from "../../provider/src/protocol/values";
import type { Config } from "./config";
import { imageBuilder } from "./image-builder";

export const componentOutputs: readonly string[] = [
  ...[
    "arn",
    "changeDescription",
    "data",
    "dateCreated",
    "description",
    "encrypted",
    "id",
    "kmsKeyId",
    "name",
  ],
  ...["owner", "platform", "region", "supportedOsVersions", "tags", "type", "version"],
];

/** An ARN with `x` in its version is that of the newest one. */
export async function getComponent(args: Values, config: Config): Promise<Values> {
  const arn = String(args.arn);
  const found = await imageBuilder(config).read("aws:imagebuilder/component:Component", arn, args);
  if (found === undefined) {
    throw new Error(`reading Image Builder Component (${arn}): couldn't find resource`);
  }
  const all: Values = { id: arn, ...found.computed, ...found.inputs, region: config.regionOf(args) };
  return Object.fromEntries(componentOutputs.map((name) => [name, all[name] ?? (name === "tags" ? {} : "")]));
}
