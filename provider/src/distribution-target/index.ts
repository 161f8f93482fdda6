import { component } from "../engine/component-definition";
import { planDistributionTarget } from "./plan";
import type { DistributionTargetArgs } from "./plan";
import { distributionTargetRules } from "./rules";

export const distributionTarget = component({
  type: "goldenimage:index:DistributionTarget",
  rules: distributionTargetRules,
  plan: (_, args: DistributionTargetArgs) => planDistributionTarget(args),
});
