import * as pulumi from "@pulumi/pulumi";
import { ImageDistributionBase, imageDistributionOutputs } from "../checks/schema/generated/types";
import { toName } from "../checks/names";
import { inRegions, outputsOf } from "../engine/outputs";
import { Ref } from "../plan/child";
import { register } from "../engine/register";
import { roleKey } from "./exports";
import { madeLaunchTemplates } from "./launch-templates";
import {
  exportBuckets,
  makesExportRole,
  parameterNames,
  planImageDistribution,
  planUsage,
  regionNames,
  regionPlans,
} from "./plan";
import { madeRepositories } from "./repositories";
import type { ImageDistributionArgs } from "./args";
import { distributionWarnings } from "./warnings";

export class ImageDistribution extends ImageDistributionBase {
  override readonly arn: pulumi.Output<string>;
  override readonly name: pulumi.Output<string>;
  override readonly regionNames: pulumi.Output<string[]>;
  override readonly ssmParameterNames: pulumi.Output<Record<string, string>>;
  override readonly exportRoleArn: pulumi.Output<string | undefined>;
  override readonly exportBucketNames: pulumi.Output<Record<string, string>>;
  override readonly repositoryUrls: pulumi.Output<Record<string, string>>;
  override readonly launchTemplateIds: pulumi.Output<Record<string, string>>;

  constructor(resourceName: string, args: ImageDistributionArgs, options?: pulumi.ComponentResourceOptions) {
    super("goldenimage:index:ImageDistribution", resourceName, args, options);
    const name = (args.name as string | undefined) ?? toName(resourceName);
    // In preview, where there is time to think; the update would only repeat them.
    if (pulumi.runtime.isDryRun()) {
      for (const warning of distributionWarnings({ ...args })) void pulumi.log.warn(warning, this);
    }
    const read = register(this, resourceName, [...planImageDistribution(name, args), planUsage(args)]);

    // By way of what looks for users: so those of this stack go before it looks.
    this.arn = read(new Ref("usage", "arn"));
    this.name = read(new Ref("configuration", "name"));
    this.regionNames = pulumi.output(regionNames(args));
    this.ssmParameterNames = pulumi.output(parameterNames(args));
    this.exportRoleArn = makesExportRole(args)
      ? read<string>(new Ref(roleKey(""), "arn"))
      : pulumi.output(undefined);
    this.exportBucketNames = inRegions(Object.entries(exportBuckets(args)), read);
    this.repositoryUrls = inRegions(madeRepositories(regionPlans(args), ""), read);
    this.launchTemplateIds = inRegions(madeLaunchTemplates(regionPlans(args), ""), read);
    this.registerOutputs(this.outputs());
  }

  outputs(): pulumi.Inputs {
    return outputsOf(this, imageDistributionOutputs);
  }
}
