// The look-up of a pipeline of Image Builder's.

import type { Values } from "../../provider/src/protocol/values";
import type { Config } from "./config";
import { imageBuilder } from "./image-builder";

const type = "aws:imagebuilder/imagePipeline:ImagePipeline";

export const pipelineOutputs: readonly string[] = [
  "arn",
  "containerRecipeArn",
  "distributionConfigurationArn",
  "id",
  "imageRecipeArn",
  "infrastructureConfigurationArn",
  "name",
  "platform",
  "region",
  "status",
  "tags",
];

/** A member that AWS doesn't give is an empty text, as the provider has it. */
export async function getPipeline(args: Values, config: Config): Promise<Values> {
  const arn = String(args.arn);
  const found = await imageBuilder(config).read(type, arn, args);
  if (found === undefined) {
    // As the provider says it of a data source.
    throw new Error(`reading Image Builder Image Pipeline (${arn}): couldn't find resource`);
  }
  const all: Values = { ...found.computed, ...found.inputs, arn, id: arn, region: config.regionOf(args) };
  return Object.fromEntries(pipelineOutputs.map((name) => [name, all[name] ?? (name === "tags" ? {} : "")]));
}
