// A golden image's inputs as a plan reads them.

import type * as pulumi from "@pulumi/pulumi";
import type { Structured } from "../plan/structured";
import type * as contract from "../checks/schema/generated/types";
import { someTags } from "../plan/tags";
import { decide } from "./decisions";
import type { Decisions } from "./decisions";

export type GoldenImageArgs = Structured<contract.GoldenImageArgs>;

/** What the plan needs to know of the place where it will be carried out, and may ask of it. */
export interface Place {
  region: pulumi.Input<string>;
  /** The account; asked for only where a plan needs it. */
  account(): pulumi.Input<string>;
  /** The newest AMI of an owner whose name matches. */
  newestAmi(owner: string, name: string, architecture: string): pulumi.Input<string>;
  /** The ARN of the recipe of a pipeline that is given at a path of the user's input. */
  recipeOf(pipelineArn: pulumi.Input<string>, path: string): pulumi.Input<string>;
  /** Whether a pipeline that is followed itself follows, perhaps by way of others, the one of a name. */
  leadsBack(followed: pulumi.Input<string>, name: string): pulumi.Input<boolean>;
}

/** All that the parts of a plan work on. */
export interface Context {
  name: string;
  args: GoldenImageArgs;
  place: Place;
  decisions: Decisions;
}

export function contextOf(name: string, args: GoldenImageArgs, place: Place): Context {
  const decisions = decide({
    os: plain(args.source.os),
    startsFrom: args.source.imageArn ?? args.source.pipelineArn,
    platform: plain(args.platform),
    architecture: plain(args.architecture),
    container: args.container !== undefined,
    tested: plain(args.tests?.enabled),
  });
  return { name, args: { ...args, tags: someTags(args.tags) }, place, decisions };
}

/** An input that decides what exists. Whatever else it could be was refused before. */
export function plain<T>(input: pulumi.Input<T> | undefined): T | undefined {
  return input as T | undefined;
}
