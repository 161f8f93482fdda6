// The functions of the aws package that tell where one is.

import type { Values } from "../../../provider/src/protocol/values";
import { type Config, partitionOf } from "./config";

const functions: Readonly<Record<string, (args: Values, config: Config) => Values>> = {
  "aws:index/getRegion:getRegion": (args, config) => {
    const region = config.regionOf(
      args.region === undefined && args.name !== undefined ? { region: args.name } : args,
    );
    const endpoint = `ec2.${region}.${partitionOf(region).dnsSuffix}`;
    return { id: region, name: region, region, description: `${region} (a stand-in)`, endpoint };
  },
  "aws:index/getPartition:getPartition": (_args, config) => {
    const partition = partitionOf(config.region);
    return { id: partition.partition, ...partition };
  },
  "aws:index/getCallerIdentity:getCallerIdentity": (_args, config) => {
    const { partition } = partitionOf(config.region);
    const { account } = config;
    const arn = `arn:${partition}:iam::${account}:user/sandbox`;
    return { id: account, accountId: account, arn, userId: "AIDASANDBOXSANDBOXSAN" };
  },
};

/** What each of them puts out. */
export const functionOutputs: Readonly<Record<string, readonly string[]>> = {
  "aws:index/getRegion:getRegion": ["description", "endpoint", "id", "name", "region"],
  "aws:index/getPartition:getPartition": ["dnsSuffix", "id", "partition", "reverseDnsPrefix"],
  "aws:index/getCallerIdentity:getCallerIdentity": ["accountId", "arn", "id", "userId"],
};

export function invoke(token: string, args: Values, config: Config): Values {
  const found = functions[token];
  if (found === undefined) {
    throw new Error(`the stand-in for the aws plugin does not know the function ${token}`);
  }
  return found(args, config);
}
