// What a golden image asks of AWS: no more than its plan needs, and each thing once.

import * as pulumi from "@pulumi/pulumi";
import { accountIdOf } from "../aws/account";
import type { Place } from "./args";
import { Chains, besides, followsTag, leadsBack } from "./chain";

type Look<T extends unknown[]> = (...about: T) => pulumi.Output<string>;

export function placeOf(
  region: pulumi.Input<string>,
  options: pulumi.InvokeOptions,
  chains: Chains = new Chains(),
): Place {
  const at = pulumi.output(region);
  return {
    region,
    account: once(() => accountIdOf(options)),
    newestAmi: once((owner, name, architecture) => newestAmi(at, owner, name, architecture, options)),
    recipeOf: once((pipelineArn, path) => recipeOf(at, pipelineArn, path, options)),
    leadsBack: (followed, name) =>
      pulumi.all([followed, at]).apply(async ([arn, here]) => {
        const own = besides(arn, name);
        chains.follows(own, arn);
        return leadsBack(arn, own, async (pipelineArn) => {
          const known = chains.find(pipelineArn);
          return known === undefined ? followedAtAws(pipelineArn, here, options) : known.followed;
        });
      }),
  };
}

/** The answer to the first question is the answer to all: a golden image has one source, and follows one pipeline. */
function once<T extends unknown[]>(look: Look<T>): Look<T> {
  const answers = new Map<unknown, pulumi.Output<string>>();
  return (...about) => {
    const question = about.at(-1);
    const answer = answers.get(question) ?? look(...about);
    answers.set(question, answer);
    return answer;
  };
}

// The functions of @pulumi/aws are loaded only where a golden image needs what they tell.

function newestAmi(
  region: pulumi.Output<string>,
  owner: string,
  pattern: string,
  architecture: string,
  options: pulumi.InvokeOptions,
): pulumi.Output<string> {
  const { getAmi } = require("@pulumi/aws/ec2/getAmi") as typeof import("@pulumi/aws/ec2/getAmi");
  const filters = [
    { name: "name", values: [pattern] },
    { name: "architecture", values: [architecture] },
    { name: "state", values: ["available"] },
  ];
  return region.apply((at) =>
    getAmi({ owners: [owner], filters, mostRecent: true, region: at }, options).then(
      ({ id }) => id,
      (error: unknown) => refuse("source.os", `has no AMI that can be found in ${at}`, error),
    ),
  );
}

function recipeOf(
  region: pulumi.Output<string>,
  pipelineArn: pulumi.Input<string>,
  path: string,
  options: pulumi.InvokeOptions,
): pulumi.Output<string> {
  return pulumi.all([pipelineArn, region]).apply(([arn, at]) =>
    pipeline(arn, at, options).then(
      ({ imageRecipeArn, containerRecipeArn }) => imageRecipeArn || containerRecipeArn,
      (error: unknown) => refuse(path, "can't be looked up in this account and region", error, arn),
    ),
  );
}

/** What a pipeline that exists follows. One that can't be looked up ends the search: who follows it hears of that. */
const followedAtAws = (
  arn: string,
  region: string,
  options: pulumi.InvokeOptions,
): Promise<string | undefined> =>
  pipeline(arn, region, options).then(
    ({ tags }) => (tags as Record<string, string> | undefined)?.[followsTag],
    () => undefined,
  );

function pipeline(arn: string, region: string, options: pulumi.InvokeOptions) {
  const { getImagePipeline } =
    require("@pulumi/aws/imagebuilder/getImagePipeline") as typeof import("@pulumi/aws/imagebuilder/getImagePipeline");
  return getImagePipeline({ arn, region }, options);
}

/** In the provider's words, but for a value that may be a secret. */
function refuse(path: string, problem: string, error: unknown, value?: string): never {
  const said = error instanceof Error ? error.message : String(error);
  const reason = value === undefined ? said : said.replaceAll(value, "it");
  throw new Error(`${path}: ${problem}: ${reason}`);
}
