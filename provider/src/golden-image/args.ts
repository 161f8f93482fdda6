// A golden image's inputs as a plan reads them.

import * as pulumi from "@pulumi/pulumi";
import type { Structured } from "../plan/structured";
import type * as contract from "../checks/schema/generated/types";
import { partitionId } from "../checks/service-model/model";
import { someTags } from "../plan/tags";
import { decide } from "./decisions";
import type { Decisions } from "./decisions";

export type GoldenImageArgs = Structured<contract.GoldenImageArgs>;

/** All that the parts of a plan work on. */
export interface Context {
  name: string;
  args: GoldenImageArgs;
  /** The region in which it is built, which may be the provider's. */
  region: pulumi.Input<string>;
  partition: pulumi.Output<string>;
  decisions: Decisions;
}

export function contextOf(name: string, args: GoldenImageArgs, region: pulumi.Input<string>): Context {
  const decisions = decide({
    os: args.source.os,
    startsFrom: args.source.imageArn ?? args.source.pipelineArn,
    platform: args.platform,
    architecture: args.architecture,
    container: args.container !== undefined,
    tested: args.tests?.enabled,
  });
  return {
    name,
    args: { ...args, tags: someTags(args.tags) },
    region,
    partition: pulumi.output(region).apply(partitionId),
    decisions,
  };
}
