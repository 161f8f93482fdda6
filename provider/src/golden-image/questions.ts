// What a golden image asks of AWS, where its plan needs it. The functions of @pulumi/aws are loaded when they are used.

import * as pulumi from "@pulumi/pulumi";
import { asked } from "../plan/deferred";
import type { Asked, Asking } from "../plan/deferred";
import type { Context } from "./args";
import { chainsOf, followsTag, leadsBack, pipelineBeside } from "./chain";

/** The newest AMI of an owner whose name matches. */
export const newestAmi = (
  { region, decisions }: Context,
  ami: { owner: string; name: string },
): Asked<string> =>
  asked("newest AMI", [region], async ([at], { invoke }) => {
    const { getAmi } = require("@pulumi/aws/ec2/getAmi") as typeof import("@pulumi/aws/ec2/getAmi");
    const filters = [
      { name: "name", values: [ami.name] },
      { name: "architecture", values: [decisions.architecture] },
      { name: "state", values: ["available"] },
    ];
    try {
      const found = await getAmi({ owners: [ami.owner], filters, mostRecent: true, region: at }, invoke);
      return found.id;
    } catch (error) {
      throw refusal("source.os", `has no AMI that can be found in ${at}`, error);
    }
  });

/** The ARN of the recipe of a pipeline that is given at a path of the user's input. */
export const recipeOf = (
  { region }: Context,
  pipelineArn: pulumi.Input<string>,
  path: string,
): Asked<string> =>
  asked("recipe of a pipeline", [pipelineArn, region], async ([arn, at], { invoke }) => {
    try {
      const { imageRecipeArn, containerRecipeArn } = await pipeline(arn, at, invoke);
      return imageRecipeArn || containerRecipeArn;
    } catch (error) {
      throw refusal(path, "can't be looked up in this account and region", error, arn);
    }
  });

/** Whether a pipeline that is followed itself follows, perhaps by way of others, the golden image. */
export const followsItself = ({ name, region }: Context, followed: pulumi.Input<string>): Asked<boolean> =>
  asked("follows itself", [followed, region], ([arn, at], { invoke, run }: Asking) => {
    const chains = chainsOf(run);
    const own = pipelineBeside(arn, name);
    chains.follows(own, arn);
    return leadsBack(arn, own, async (each) => {
      const known = chains.find(each);
      return known === undefined ? followedAtAws(each, at, invoke) : known.followed;
    });
  });

/** What a pipeline that exists follows. One that can't be looked up ends the search: who follows it hears of that. */
const followedAtAws = (
  arn: string,
  region: string,
  invoke: pulumi.InvokeOptions,
): Promise<string | undefined> =>
  pipeline(arn, region, invoke).then(
    ({ tags }) => tags[followsTag],
    () => undefined,
  );

function pipeline(arn: string, region: string, invoke: pulumi.InvokeOptions) {
  const { getImagePipeline } =
    require("@pulumi/aws/imagebuilder/getImagePipeline") as typeof import("@pulumi/aws/imagebuilder/getImagePipeline");
  return getImagePipeline({ arn, region }, invoke);
}

/** In the provider's words, but for a value that may be a secret. */
function refusal(path: string, problem: string, error: unknown, value?: string): Error {
  const said = error instanceof Error ? error.message : String(error);
  const reason = value === undefined ? said : said.replaceAll(value, "it");
  return new Error(`${path}: ${problem}: ${reason}`);
}
