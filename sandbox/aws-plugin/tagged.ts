// The look-up of resources by a tag.

import type { Values } from "../../provider/src/protocol/values";
import type { Config } from "./config";

export async function getResources(args: Values, config: Config): Promise<Values> {
  const [filter, ...further] = (args.tagFilters ?? []) as { key: string; values?: string[] }[];
  if (filter === undefined || further.length > 0) {
    throw new Error("the stand-in for the aws plugin looks for one tag at a time");
  }
  const { key, values = [] } = filter;
  if (values.length > 20) {
    throw new Error("InvalidParameterException: a filter has up to 20 values");
  }
  const region = config.regionOf(args);
  const query = new URLSearchParams([
    ["account", config.account],
    ["region", region],
    ["key", key],
    ...values.map((value): [string, string] => ["value", value]),
  ]);
  const response = await fetch(`${config.endpoint}/_sandbox/tagged?${query.toString()}`);
  const { tagged } = (await response.json()) as { tagged: { arn: string; tags: Values }[] };
  return {
    id: region,
    region,
    resourceTagMappingLists: tagged.map(({ arn, tags }) => ({
      resourceArn: arn,
      tags,
      complianceDetails: [],
    })),
  };
}
