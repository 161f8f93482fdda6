// Regions of AWS are in partitions, which know nothing of each other: the provider refuses a region of another than its
// own, and Image Builder distributes within one.

import type * as Pulumi from "@pulumi/pulumi";
import type { Problem } from "../contract/check";
import { partitionOf } from "../service-model/model";
import type { Values } from "../protocol/values";
import { isSecret, knownList, knownObject, knownString } from "./known";

interface Written {
  path: string;
  region: string;
  secret: boolean;
}

/** The regions among inputs, wherever they are named. */
export function regionsIn(inputs: Values): Written[] {
  const text = (path: string, value: unknown): Written[] => {
    const region = knownString(value);
    return region === undefined ? [] : [{ path, region, secret: isSecret(value) }];
  };
  const keys = (path: string, value: unknown): Written[] =>
    Object.keys(knownObject(value)).map((region) => ({
      path: `${path}["${region}"]`,
      region,
      secret: isSecret(value),
    }));
  const list = (path: string, value: unknown): Written[] =>
    knownList(value).flatMap((region, index) => text(`${path}[${index}]`, region));
  const { excludeAmis } = knownObject(inputs.lifecycle);
  return [
    ...text("region", inputs.region),
    ...keys("regions", Array.isArray(inputs.regions) ? undefined : inputs.regions),
    ...list("regions", inputs.regions),
    ...keys("distribution.regions", knownObject(inputs.distribution).regions),
    ...list("lifecycle.excludeAmis.regions", knownObject(excludeAmis).regions),
  ];
}

/** Those of another partition than the given one. */
export const elsewhere = (inputs: Values, partition: string | undefined): Problem[] =>
  regionsIn(inputs).flatMap(({ path, region, secret }) => {
    const own = partitionOf(region)?.id;
    // A provider whose configuration isn't known in preview has no partition yet.
    if (own === undefined || partition === undefined || own === partition) return [];
    const where = secret ? "another partition" : `the partition '${own}'`;
    return [{ path, message: `is of ${where}, but the 'aws' provider works in '${partition}'` }];
  });

/** What is wrong with regions, by the partition of the `aws` provider. It knows that without a call to AWS. */
export async function outsideOfPartition(inputs: Values, options: Pulumi.InvokeOptions): Promise<Problem[]> {
  if (regionsIn(inputs).length === 0) return [];
  const { getPartition } = require("@pulumi/aws/getPartition") as typeof import("@pulumi/aws/getPartition");
  try {
    const { partition }: { partition?: string } = await getPartition({}, options);
    return elsewhere(inputs, partition);
  } catch {
    // A provider that can't be asked says why when it is to make something.
    return [];
  }
}
