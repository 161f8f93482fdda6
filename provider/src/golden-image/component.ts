import * as pulumi from "@pulumi/pulumi";
import { GoldenImageBase, goldenImageOutputs } from "../checks/schema/generated/types";
import { inRegions, outputsOf } from "../engine/outputs";
import { regionOf } from "../aws/region";
import { Ref } from "../plan/child";
import { register } from "../engine/register";
import { partitionId } from "../checks/service-model/model";
import type { GoldenImageArgs } from "./args";
import { madeInRegions } from "./distribution";
import { instanceProfile } from "./infrastructure";
import { topicArn } from "./notify";
import { placeOf } from "./place";
import { componentArns, planned } from "./plan";
import type { Planned } from "./plan";
import { makesRepository } from "./repository";
import { executionRole } from "./roles";
import { warnings } from "./warnings";

export class GoldenImage extends GoldenImageBase {
  override readonly pipelineArn: pulumi.Output<string>;
  override readonly pipelineName: pulumi.Output<string>;
  override readonly latestImageArn: pulumi.Output<string>;
  override readonly recipeArn: pulumi.Output<string>;
  override readonly version: pulumi.Output<string>;
  override readonly componentArns: pulumi.Output<string[]>;
  override readonly infrastructureConfigurationArn: pulumi.Output<string>;
  override readonly roleArn: pulumi.Output<string | undefined>;
  override readonly instanceProfileName: pulumi.Output<string>;
  override readonly logGroupName: pulumi.Output<string>;
  override readonly executionRoleArn: pulumi.Output<string | undefined>;
  override readonly lifecyclePolicyArn: pulumi.Output<string | undefined>;
  override readonly topicArn: pulumi.Output<string | undefined>;
  override readonly repositoryUrl: pulumi.Output<string | undefined>;
  override readonly repositoryUrls: pulumi.Output<Record<string, string>>;
  override readonly launchTemplateIds: pulumi.Output<Record<string, string>>;
  override readonly platform: pulumi.Output<string>;
  override readonly consoleUrl: pulumi.Output<string>;

  constructor(
    resourceName: string,
    args: GoldenImageArgs,
    options?: pulumi.ComponentResourceOptions,
    /** What the plugin has planned for these arguments already. */
    given?: Planned,
  ) {
    super("goldenimage:index:GoldenImage", resourceName, args, options);
    const { context, children } =
      given ??
      planned(resourceName, args, placeOf(args.region ?? regionOf({ parent: this }), { parent: this }));
    const region = pulumi.output(context.place.region);
    // In preview, where there is time to think; the update would only repeat them.
    if (pulumi.runtime.isDryRun()) {
      for (const warning of warnings(context)) void pulumi.log.warn(warning, this);
    }
    const read = register(this, resourceName, children);
    const value = <T>(wanted: unknown): pulumi.Output<T> =>
      wanted instanceof Ref ? read<T>(wanted) : (pulumi.output(wanted) as pulumi.Output<T>);
    const optional = (key: string, property: string): pulumi.Output<string | undefined> =>
      children.some((child) => child.key === key) ? read(new Ref(key, property)) : pulumi.output(undefined);

    this.pipelineArn = read(new Ref("pipeline", "arn"));
    this.pipelineName = read(new Ref("pipeline", "name"));
    this.latestImageArn = pulumi.all([region, this.pipelineArn]).apply(([at, arn]) => {
      const account = arn.split(":")[4];
      return `arn:${partitionId(at)}:imagebuilder:${at}:${account}:image/${context.name}/x.x.x`;
    });
    // By way of the pipeline: whoever waits for the recipe's ARN also waits until the pipeline builds it.
    this.recipeArn = read<string>(
      new Ref("pipeline", context.decisions.container ? "containerRecipeArn" : "imageRecipeArn"),
    );
    this.version = read(new Ref("recipe", "version"));
    this.componentArns = pulumi.output(componentArns(children).map((arn) => value<string>(arn)));
    this.infrastructureConfigurationArn = read(new Ref("infrastructure", "arn"));
    this.roleArn = optional("role", "arn");
    this.instanceProfileName = value(instanceProfile(context));
    this.logGroupName = read(new Ref("log-group", "name"));
    this.executionRoleArn = value(executionRole(context));
    this.lifecyclePolicyArn = optional("lifecycle", "arn");
    this.topicArn = value(topicArn(context));
    this.repositoryUrl = makesRepository(context)
      ? read(new Ref("repository", "repositoryUrl"))
      : pulumi.output(undefined);
    const made = madeInRegions(context);
    this.repositoryUrls = inRegions(made.repositoryUrls, read);
    this.launchTemplateIds = inRegions(made.launchTemplateIds, read);
    this.platform = pulumi.output(context.decisions.platform);
    this.consoleUrl = consoleUrl(region, this.pipelineArn);
    this.registerOutputs(this.outputs());
  }

  outputs(): pulumi.Inputs {
    return outputsOf(this, goldenImageOutputs);
  }
}

const consoleUrl = (
  region: pulumi.Output<string>,
  pipelineArn: pulumi.Output<string>,
): pulumi.Output<string> =>
  pulumi
    .all([region, pipelineArn])
    .apply(
      ([at, arn]) =>
        `https://console.aws.amazon.com/imagebuilder/home?region=${at}#/pipelines/${encodeURIComponent(arn)}`,
    );
