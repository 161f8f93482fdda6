// The look-ups of what has a name.

import {
  ListDistributionConfigurationsCommand,
  ListImagePipelinesCommand,
} from "@aws-sdk/client-imagebuilder";
import type { Values } from "../../provider/src/protocol/values";
import type { Config } from "./config";
import { type Command, send } from "./operations";
import { recorded } from "./roles";
import type { Shape } from "./resource-types";

type Call = (args: Values, config: Config) => Promise<Values>;

/** Of what is only written down: one that isn't there is an error, as the provider has it. */
export const findByName =
  (type: string): Call =>
  async (args, config) => {
    const region = config.regionOf(args);
    const found = (await recorded(type, config, region)).find(({ name }) => name === args.name);
    if (found === undefined)
      throw new Error(`reading ${type} (${String(args.name)}): couldn't find resource`);
    return { ...found, id: args.name, region };
  };

export const byName: Readonly<Record<string, Shape>> = {
  filters: [{ name: "string", values: ["string"] }],
  region: "string",
};

const lists: Readonly<Record<string, [command: Command, summaries: string]>> = {
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": [
    ListDistributionConfigurationsCommand,
    "distributionConfigurationSummaryList",
  ],
  "aws:imagebuilder/imagePipeline:ImagePipeline": [ListImagePipelinesCommand, "imagePipelineList"],
};

/** Of Image Builder's: by its own filters. */
export const findNames =
  (type: string): Call =>
  async (args, config) => {
    const [command, summaries] = lists[type] ?? [];
    if (command === undefined || summaries === undefined) throw new Error(`${type} has no look-up`);
    const region = config.regionOf(args);
    const answer = await send(config, region, command, { filters: args.filters });
    const found = (answer[summaries] ?? []) as { arn: string; name: string }[];
    return { id: region, region, arns: found.map(({ arn }) => arn), names: found.map(({ name }) => name) };
  };
