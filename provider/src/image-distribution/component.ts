import * as pulumi from "@pulumi/pulumi";
import { ImageDistributionBase, imageDistributionOutputs } from "../contract/generated/types";
import { toName } from "../component/name";
import { outputsOf } from "../component/outputs";
import { Ref } from "../plan/child";
import { register } from "../plan/register";
import { parameterNames, planImageDistribution, regionNames } from "./plan";
import type { ImageDistributionArgs } from "./plan";

export class ImageDistribution extends ImageDistributionBase {
  override readonly arn: pulumi.Output<string>;
  override readonly name: pulumi.Output<string>;
  override readonly regionNames: pulumi.Output<string[]>;
  override readonly ssmParameterNames: pulumi.Output<Record<string, string>>;

  constructor(resourceName: string, args: ImageDistributionArgs, options?: pulumi.ComponentResourceOptions) {
    super("goldenimage:index:ImageDistribution", resourceName, args, options);
    const name = (args.name as string | undefined) ?? toName(resourceName);
    const read = register(this, resourceName, planImageDistribution(name, args));

    this.arn = read(new Ref("configuration", "arn"));
    this.name = read(new Ref("configuration", "name"));
    this.regionNames = pulumi.output(regionNames(args));
    this.ssmParameterNames = pulumi.output(parameterNames(args));
    this.registerOutputs(this.outputs());
  }

  outputs(): pulumi.Inputs {
    return outputsOf(this, imageDistributionOutputs);
  }
}
