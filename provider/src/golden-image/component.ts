import * as pulumi from "@pulumi/pulumi";
import { GoldenImageBase, goldenImageOutputs } from "../contract/generated/types";
import { toName } from "../component/name";
import { outputsOf } from "../component/outputs";
import { regionOf } from "../component/region";
import { Ref } from "../plan/child";
import { register } from "../plan/register";
import { componentArns, planGoldenImage } from "./plan";
import type { GoldenImageArgs } from "./plan";

export class GoldenImage extends GoldenImageBase {
  override readonly pipelineArn: pulumi.Output<string>;
  override readonly pipelineName: pulumi.Output<string>;
  override readonly recipeArn: pulumi.Output<string>;
  override readonly version: pulumi.Output<string>;
  override readonly componentArns: pulumi.Output<string[]>;
  override readonly infrastructureConfigurationArn: pulumi.Output<string>;
  override readonly roleArn: pulumi.Output<string>;
  override readonly instanceProfileName: pulumi.Output<string>;
  override readonly logGroupName: pulumi.Output<string>;
  override readonly platform: pulumi.Output<string>;
  override readonly consoleUrl: pulumi.Output<string>;

  constructor(resourceName: string, args: GoldenImageArgs, options?: pulumi.ComponentResourceOptions) {
    super("goldenimage:index:GoldenImage", resourceName, args, options);
    const name = (args.name as string | undefined) ?? toName(resourceName);
    const region = regionOf(this, args.region);
    const plan = planGoldenImage(name, args, { region });
    const read = register(this, resourceName, plan);

    this.pipelineArn = read(new Ref("pipeline", "arn"));
    this.pipelineName = read(new Ref("pipeline", "name"));
    // By way of the pipeline: whoever waits for the recipe's ARN also waits until the pipeline builds it.
    this.recipeArn = read<string>(new Ref("pipeline", "imageRecipeArn"));
    this.version = read(new Ref("recipe", "version"));
    this.componentArns = pulumi.output(
      componentArns(plan).map((arn) => (arn instanceof Ref ? read<string>(arn) : arn)),
    ) as pulumi.Output<string[]>;
    this.infrastructureConfigurationArn = read(new Ref("infrastructure", "arn"));
    this.roleArn = read(new Ref("role", "arn"));
    this.instanceProfileName = read(new Ref("instance-profile", "name"));
    this.logGroupName = read(new Ref("log-group", "name"));
    this.platform = pulumi.output("Linux");
    this.consoleUrl = pulumi
      .all([region, this.pipelineArn])
      .apply(
        ([at, arn]) =>
          `https://console.aws.amazon.com/imagebuilder/home?region=${at}#/pipelines/${encodeURIComponent(arn)}`,
      );
    this.registerOutputs(this.outputs());
  }

  outputs(): pulumi.Inputs {
    return outputsOf(this, goldenImageOutputs);
  }
}
