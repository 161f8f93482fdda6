// What a golden image makes, from its inputs. Each part hands on what others use of it.

import * as pulumi from "@pulumi/pulumi";
import { partitionId } from "../checks/service-model/model";
import type { GoldenImageOutputs } from "../checks/schema/generated/types";
import { toName } from "../checks/names";
import type { Where } from "../engine/component-definition";
import type { Child } from "../plan/child";
import { derived } from "../plan/deferred";
import type { Plan } from "../plan/plan";
import { contextOf } from "./args";
import type { Context, GoldenImageArgs } from "./args";
import { chainsOf } from "./chain";
import { planChain } from "./after-pipeline";
import { deliveryOf, planDistribution } from "./distribution";
import { planDocumentBucket } from "./document-bucket";
import { planExecutionRole } from "./execution-role";
import { planInfrastructure, planLogGroup } from "./infrastructure";
import { planInstanceRole } from "./instance-role";
import { planLifecycle } from "./lifecycle";
import { planNetwork } from "./network";
import { planNotify } from "./notify";
import { planPipeline } from "./pipeline";
import type { Pipeline } from "./pipeline";
import { planPipelineSettings } from "./pipeline-settings";
import { planRecipe } from "./recipe";
import { planBuildRepository } from "./repository";
import { planComponents } from "./steps";
import { planLeftovers } from "./versioned";
import { warnings } from "./warnings";
import { planWorkflows } from "./workflows";

export function planGoldenImage(
  resourceName: string,
  args: GoldenImageArgs,
  { region }: Where,
): Plan<GoldenImageOutputs> {
  const context = contextOf(args.name ?? toName(resourceName), args, region);
  const delivery = deliveryOf(context);
  const logGroup = planLogGroup(context);
  const documents = planDocumentBucket(context);
  const repository = planBuildRepository(context, delivery.tagsOfBuild);
  const components = planComponents(context, documents);
  const recipe = planRecipe(context, components, repository);
  const instances = planInstanceRole(context, delivery, repository);
  const network = planNetwork(context);
  const infrastructure = planInfrastructure(context, instances, network);
  const workflows = planWorkflows(context);
  const role = planExecutionRole(context, delivery);
  const distribution = planDistribution(context, delivery, repository);
  const pipeline = planPipeline(context, {
    recipe,
    infrastructure,
    distributionArn: distribution.arn,
    workflows,
    role,
  });
  const settings = planPipelineSettings(context, pipeline);
  // Whoever waits for the pipeline's ARN also waits until the pipeline has its settings.
  const pipelineArn = settings?.out.pipelineArn ?? pipeline.out.arn;
  const leftovers = planLeftovers(
    [recipe.leftovers, ...components.leftovers, ...workflows.leftovers],
    pipeline.key,
  );
  const lifecycle = planLifecycle(context, recipe.key);
  const notification = planNotify(context);

  return {
    children: claimingName(logGroup, [
      ...(documents?.children ?? []),
      ...(repository?.children ?? []),
      ...components.children,
      ...recipe.children,
      ...instances.children,
      ...network.children,
      infrastructure,
      ...workflows.children,
      ...role.children,
      ...distribution.children,
      pipeline,
      ...(settings === undefined ? [] : [settings]),
      leftovers,
      ...(lifecycle?.children ?? []),
      ...(notification?.children ?? []),
      ...planChain(context, pipelineArn),
    ]),
    outputs: {
      pipelineArn,
      pipelineName: pipeline.out.name,
      latestImageArn: latestImageArn(context, pipeline),
      // By way of the pipeline: whoever waits for the recipe's ARN also waits until the pipeline builds it.
      recipeArn: derived([recipeOf(context, pipeline)], ([arn]) => arn ?? ""),
      version: recipe.version,
      componentArns: components.used.map(({ componentArn }) => componentArn),
      infrastructureConfigurationArn: infrastructure.out.arn,
      roleArn: instances.role?.out.arn,
      instanceProfileName: instances.instanceProfileName,
      logGroupName: logGroup.out.name,
      executionRoleArn: role.arn,
      lifecyclePolicyArn: lifecycle?.policyArn,
      topicArn: notification?.topicArn,
      repositoryUrl: repository?.made?.out.repositoryUrl,
      repositoryUrls: distribution.repositoryUrls,
      launchTemplateIds: distribution.launchTemplateIds,
      platform: context.decisions.platform,
      consoleUrl: consoleUrl(context, pipeline),
    },
    warnings: () => warnings(context),
    announce: ({ run }) => void pulumi.output(region).apply((at) => chainsOf(run).has(at, context.name)),
  };
}

/**
 * All that two golden images of one name would make side by side waits for what only one of them can have. So the
 * second fails before it has made anything, also when both are made at the same moment.
 */
const claimingName = (claim: Child, children: readonly Child[]): Child[] => [
  claim,
  ...children.map((child) => ({ ...child, after: [claim.key, ...(child.after ?? [])] })),
];

const recipeOf = ({ decisions }: Context, { out }: Pipeline) =>
  decisions.container ? out.containerRecipeArn : out.imageRecipeArn;

const latestImageArn = ({ name, region }: Context, { out }: Pipeline) =>
  derived([region, out.arn], ([at, arn]) => {
    const account = arn.split(":")[4];
    return `arn:${partitionId(at)}:imagebuilder:${at}:${account}:image/${name}/x.x.x`;
  });

const consoleUrl = ({ region }: Context, { out }: Pipeline) =>
  derived(
    [region, out.arn],
    ([at, arn]) =>
      `https://console.aws.amazon.com/imagebuilder/home?region=${at}#/pipelines/${encodeURIComponent(arn)}`,
  );
