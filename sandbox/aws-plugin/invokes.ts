// The functions of the aws package that components call.

import type { Values } from "../../provider/src/protocol/values";
import { amiOutputs, newestAmi } from "./amis";
import { componentOutputs, getComponent } from "./components";
import { type Config, partitionOf } from "./config";
import { getKey } from "./keys";
import { byName, findByName, findNames } from "./names";
import { getPipeline, pipelineOutputs } from "./pipelines";
import type { Shape } from "./resource-types";
import { getInstanceProfiles, getRole, getRoles, roleOutputs } from "./roles";
import { getResources } from "./tagged";

interface Fn {
  readonly inputs: Readonly<Record<string, Shape>>;
  readonly outputs: readonly string[];
  call(args: Values, config: Config): Values | Promise<Values>;
}

/** What each of them takes and puts out. */
export const functions: Readonly<Record<string, Fn>> = {
  "aws:index/getRegion:getRegion": {
    inputs: { name: "string", region: "string" },
    outputs: ["description", "endpoint", "id", "name", "region"],
    call(args, config) {
      const region = config.regionOf(
        args.region === undefined && args.name !== undefined ? { region: args.name } : args,
      );
      const endpoint = `ec2.${region}.${partitionOf(region).dnsSuffix}`;
      return { id: region, name: region, region, description: `${region} (a stand-in)`, endpoint };
    },
  },
  "aws:index/getPartition:getPartition": {
    inputs: {},
    outputs: ["dnsSuffix", "id", "partition", "reverseDnsPrefix"],
    call(_args, config) {
      const partition = partitionOf(config.region);
      return { id: partition.partition, ...partition };
    },
  },
  "aws:index/getCallerIdentity:getCallerIdentity": {
    inputs: {},
    outputs: ["accountId", "arn", "id", "userId"],
    call(_args, config) {
      const { partition } = partitionOf(config.region);
      const { account } = config;
      const arn = `arn:${partition}:iam::${account}:user/sandbox`;
      return { id: account, accountId: account, arn, userId: "AIDASANDBOXSANDBOXSAN" };
    },
  },
  "aws:ec2/getAmi:getAmi": {
    inputs: {
      filters: [{ name: "string", values: ["string"] }],
      mostRecent: "boolean",
      owners: ["string"],
      region: "string",
    },
    outputs: amiOutputs,
    call: newestAmi,
  },
  "aws:cloudwatch/getLogGroup:getLogGroup": {
    inputs: { name: "string", region: "string" },
    outputs: ["arn", "id", "name", "region"],
    call: findByName("aws:cloudwatch/logGroup:LogGroup"),
  },
  "aws:ecr/getRepository:getRepository": {
    inputs: { name: "string", region: "string" },
    outputs: ["arn", "id", "name", "region", "repositoryUrl"],
    call: findByName("aws:ecr/repository:Repository"),
  },
  "aws:imagebuilder/getDistributionConfigurations:getDistributionConfigurations": {
    inputs: byName,
    outputs: ["arns", "id", "names", "region"],
    call: findNames("aws:imagebuilder/distributionConfiguration:DistributionConfiguration"),
  },
  "aws:imagebuilder/getImagePipelines:getImagePipelines": {
    inputs: byName,
    outputs: ["arns", "id", "names", "region"],
    call: findNames("aws:imagebuilder/imagePipeline:ImagePipeline"),
  },
  "aws:iam/getInstanceProfiles:getInstanceProfiles": {
    inputs: { roleName: "string" },
    outputs: ["arns", "id", "names", "paths", "roleName"],
    call: getInstanceProfiles,
  },
  "aws:iam/getRole:getRole": { inputs: { name: "string" }, outputs: roleOutputs, call: getRole },
  "aws:iam/getRoles:getRoles": {
    inputs: { nameRegex: "string" },
    outputs: ["arns", "id", "names"],
    call: getRoles,
  },
  "aws:kms/getKey:getKey": {
    inputs: { keyId: "string", region: "string" },
    outputs: ["arn", "id", "keyId", "keyState", "region"],
    call: getKey,
  },
  "aws:resourcegroupstaggingapi/getResources:getResources": {
    inputs: { region: "string", tagFilters: [{ key: "string", values: ["string"] }] },
    outputs: ["id", "region", "resourceTagMappingLists"],
    call: getResources,
  },
  "aws:imagebuilder/getComponent:getComponent": {
    inputs: { arn: "string", region: "string" },
    outputs: componentOutputs,
    call: getComponent,
  },
  "aws:imagebuilder/getImagePipeline:getImagePipeline": {
    inputs: { arn: "string", region: "string" },
    outputs: pipelineOutputs,
    call: getPipeline,
  },
};

export async function invoke(token: string, args: Values, config: Config): Promise<Values> {
  const found = functions[token];
  if (found === undefined) {
    throw new Error(`the stand-in for the aws plugin does not know the function ${token}`);
  }
  const unknown = Object.keys(args).find((name) => !(name in found.inputs));
  if (unknown !== undefined) {
    throw new Error(`the stand-in for the aws plugin does not know the input ${unknown} of ${token}`);
  }
  return found.call(args, config);
}
