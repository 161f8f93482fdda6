import { toName } from "../checks/names";
import { component } from "../engine/component-definition";
import { planImageDistribution } from "./plan";
import type { ImageDistributionArgs } from "./regions";
import { imageDistributionRules } from "./rules";

export const imageDistribution = component({
  type: "goldenimage:index:ImageDistribution",
  rules: imageDistributionRules,
  plan: (resourceName, args: ImageDistributionArgs) =>
    planImageDistribution(args.name ?? toName(resourceName), args),
});
