// Image Builder's operations on the resource types of the aws package.

import * as sdk from "@aws-sdk/client-imagebuilder";
import type { Values } from "../../provider/src/protocol/values";
import type { Config } from "./config";

/** A command of the SDK. Its input and output are checked by the emulator, against AWS's own model. */
export type Command = new (input: never) => object;

export interface Operations {
  readonly create: Command;
  readonly get: Command;
  /** Absent where nothing but tags can change. */
  readonly update?: Command;
  readonly delete: Command;
  /** The member that holds the ARN, in requests and in the answer to create. */
  readonly arn: string;
  /** The member of the answer to get. */
  readonly body: string;
}

const all: Readonly<Record<string, Operations>> = {
  "aws:imagebuilder/component:Component": {
    create: sdk.CreateComponentCommand,
    get: sdk.GetComponentCommand,
    delete: sdk.DeleteComponentCommand,
    arn: "componentBuildVersionArn",
    body: "component",
  },
  "aws:imagebuilder/imageRecipe:ImageRecipe": {
    create: sdk.CreateImageRecipeCommand,
    get: sdk.GetImageRecipeCommand,
    delete: sdk.DeleteImageRecipeCommand,
    arn: "imageRecipeArn",
    body: "imageRecipe",
  },
  "aws:imagebuilder/containerRecipe:ContainerRecipe": {
    create: sdk.CreateContainerRecipeCommand,
    get: sdk.GetContainerRecipeCommand,
    delete: sdk.DeleteContainerRecipeCommand,
    arn: "containerRecipeArn",
    body: "containerRecipe",
  },
  "aws:imagebuilder/workflow:Workflow": {
    create: sdk.CreateWorkflowCommand,
    get: sdk.GetWorkflowCommand,
    delete: sdk.DeleteWorkflowCommand,
    arn: "workflowBuildVersionArn",
    body: "workflow",
  },
  "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy": {
    create: sdk.CreateLifecyclePolicyCommand,
    get: sdk.GetLifecyclePolicyCommand,
    update: sdk.UpdateLifecyclePolicyCommand,
    delete: sdk.DeleteLifecyclePolicyCommand,
    arn: "lifecyclePolicyArn",
    body: "lifecyclePolicy",
  },
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": {
    create: sdk.CreateInfrastructureConfigurationCommand,
    get: sdk.GetInfrastructureConfigurationCommand,
    update: sdk.UpdateInfrastructureConfigurationCommand,
    delete: sdk.DeleteInfrastructureConfigurationCommand,
    arn: "infrastructureConfigurationArn",
    body: "infrastructureConfiguration",
  },
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": {
    create: sdk.CreateDistributionConfigurationCommand,
    get: sdk.GetDistributionConfigurationCommand,
    update: sdk.UpdateDistributionConfigurationCommand,
    delete: sdk.DeleteDistributionConfigurationCommand,
    arn: "distributionConfigurationArn",
    body: "distributionConfiguration",
  },
  "aws:imagebuilder/imagePipeline:ImagePipeline": {
    create: sdk.CreateImagePipelineCommand,
    get: sdk.GetImagePipelineCommand,
    update: sdk.UpdateImagePipelineCommand,
    delete: sdk.DeleteImagePipelineCommand,
    arn: "imagePipelineArn",
    body: "imagePipeline",
  },
};

export const isImageBuilder = (type: string): boolean => type in all;

export function operationsOf(type: string): Operations {
  const found = all[type];
  if (found === undefined) {
    throw new Error(`${type} is none of Image Builder's`);
  }
  return found;
}

const clients = new Map<string, sdk.ImagebuilderClient>();

/** By the SDK. */
export async function send(
  { endpoint, account }: Config,
  region: string,
  command: Command,
  input: Values,
): Promise<Values> {
  const key = `${account} ${region} ${endpoint}`;
  let client = clients.get(key);
  if (client === undefined) {
    const credentials = { accessKeyId: account, secretAccessKey: "sandbox" };
    client = new sdk.ImagebuilderClient({ endpoint, region, credentials });
    clients.set(key, client);
  }
  return (await client.send(new command(input as never) as never)) as unknown as Values;
}
