// A distribution that is written down in the golden image itself.

import { parametersOfExecutionRole, planImageDistribution } from "../image-distribution/plan";
import type { ImageDistributionArgs } from "../image-distribution/plan";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import type { Context } from "./args";

const prefix = "distribution-";

/** What an ImageDistribution of the golden image's name would take. */
function distributionArgs({ args }: Context): ImageDistributionArgs | undefined {
  const { distribution, description, tags, region } = args;
  return distribution && ({ ...distribution, description, tags, region } as ImageDistributionArgs);
}

export function planDistribution(context: Context): Child[] {
  const distribution = distributionArgs(context);
  return distribution === undefined
    ? []
    : planImageDistribution(context.name, distribution, prefix, "distribution.");
}

export const distributionArn = (context: Context): unknown =>
  context.args.distribution === undefined
    ? context.args.distributionArn
    : new Ref(`${prefix}configuration`, "arn");

/** The parameters that Image Builder writes by its execution role. */
export function parametersToWrite(context: Context): ReturnType<typeof parametersOfExecutionRole> {
  const distribution = distributionArgs(context);
  return distribution === undefined ? [] : parametersOfExecutionRole(distribution);
}
