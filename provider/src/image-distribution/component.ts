import * as pulumi from "@pulumi/pulumi";
import { ImageDistributionBase, imageDistributionOutputs } from "../contract/generated/types";
import { toName } from "../component/name";
import { outputsOf } from "../component/outputs";
import { Ref } from "../plan/child";
import { register } from "../plan/register";
import { roleKey } from "./exports";
import { exportBuckets, makesExportRole, parameterNames, planImageDistribution, regionNames } from "./plan";
import type { ImageDistributionArgs } from "./plan";

export class ImageDistribution extends ImageDistributionBase {
  override readonly arn: pulumi.Output<string>;
  override readonly name: pulumi.Output<string>;
  override readonly regionNames: pulumi.Output<string[]>;
  override readonly ssmParameterNames: pulumi.Output<Record<string, string>>;
  override readonly exportRoleArn: pulumi.Output<string | undefined>;
  override readonly exportBucketNames: pulumi.Output<Record<string, string>>;

  constructor(resourceName: string, args: ImageDistributionArgs, options?: pulumi.ComponentResourceOptions) {
    super("goldenimage:index:ImageDistribution", resourceName, args, options);
    const name = (args.name as string | undefined) ?? toName(resourceName);
    const read = register(this, resourceName, planImageDistribution(name, args));

    this.arn = read(new Ref("configuration", "arn"));
    this.name = read(new Ref("configuration", "name"));
    this.regionNames = pulumi.output(regionNames(args));
    this.ssmParameterNames = pulumi.output(parameterNames(args));
    this.exportRoleArn = makesExportRole(args)
      ? read<string>(new Ref(roleKey(""), "arn"))
      : pulumi.output(undefined);
    const buckets = Object.entries(exportBuckets(args)).map(([region, bucket]) => [
      region,
      bucket instanceof Ref ? read<string>(bucket) : bucket,
    ]);
    this.exportBucketNames = pulumi.output(
      Object.fromEntries(buckets) as Record<string, pulumi.Input<string>>,
    );
    this.registerOutputs(this.outputs());
  }

  outputs(): pulumi.Inputs {
    return outputsOf(this, imageDistributionOutputs);
  }
}
