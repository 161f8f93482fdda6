// Which children a golden image has, and with which inputs. Pure: values that nobody knows yet are Outputs, and
// children refer to each other by key.

import { toName } from "../checks/names";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { mergedTags } from "../plan/tags";
import { contextOf } from "./args";
import type { Context, GoldenImageArgs, Place } from "./args";
import { followsTag } from "./chain";
import { distributionArn, planDistribution, tagsOfBuild } from "./distribution";
import { planDocumentBucket } from "./document-bucket";
import { planInfrastructure, planLogGroup } from "./infrastructure";
import { planLifecycle } from "./lifecycle";
import { planNetwork } from "./network";
import { planNotify } from "./notify";
import { planRecipe } from "./recipe";
import { planBuildRepository } from "./repository";
import {
  executionRole,
  planExecutionRole,
  planInstanceRole,
  planLifecycleRole,
  permissionKeys,
} from "./roles";
import { planChain, scheduleOf } from "./schedule";
import { planComponents } from "./steps";
import type { RecipeComponent } from "./steps";
import { planLeftovers } from "./versioned";
import { defaultWorkflows, planWorkflows, workflowOrigins } from "./workflows";

export type { GoldenImageArgs } from "./args";

/** Image Builder ignores the time limit today, and yet wants one. Steps have limits of their own. */
const testTimeoutMinutes = 720;

export interface Planned {
  context: Context;
  children: Child[];
}

/** A golden image by its resource's name. */
export function planned(resourceName: string, args: GoldenImageArgs, place: Place): Planned {
  const context = contextOf((args.name as string | undefined) ?? toName(resourceName), args, place);
  return { context, children: planGoldenImage(context) };
}

export function planGoldenImage(context: Context): Child[] {
  const components = planComponents(context);
  const workflows = planWorkflows(context);
  const instancesRole = planInstanceRole(context);
  const serviceRole = planExecutionRole(context);
  const recipe = planRecipe(context, components);
  return claimingName(planLogGroup(context), [
    ...planDocumentBucket(context),
    ...planBuildRepository(context, tagsOfBuild(context)),
    ...components.children,
    ...recipe,
    ...instancesRole,
    ...planNetwork(context),
    planInfrastructure(context, permissionKeys(instancesRole)),
    ...workflows.children,
    ...serviceRole,
    ...planDistribution(context),
    planPipeline(context, workflows.used, permissionKeys(serviceRole)),
    planLeftovers([...recipe, ...components.children, ...workflows.children]),
    ...planLifecycleRole(context),
    ...planLifecycle(context),
    ...planNotify(context),
    ...planChain(context),
  ]);
}

/**
 * All that two golden images of one name would make side by side waits for what only one of them can have. So the
 * second fails before it has made anything, also when both are made at the same moment.
 */
const claimingName = (claim: Child, children: readonly Child[]): Child[] => [
  claim,
  ...children.map((child) => ({ ...child, after: [claim.key, ...(child.after ?? [])] })),
];

/** The recipe's components in order: what `componentArns` shows. */
export function componentArns(plan: readonly Child[]): unknown[] {
  const recipe = plan.find((child) => child.key === "recipe");
  return (recipe?.args.components as RecipeComponent[]).map((component) => component.componentArn);
}

function planPipeline(context: Context, workflows: Record<string, unknown>[], permissions: string[]): Child {
  const { name, args, decisions } = context;
  const role = executionRole(context);
  const followed = args.schedule?.afterPipelineArn;
  return {
    key: "pipeline",
    type: "aws:imagebuilder/imagePipeline:ImagePipeline",
    args: {
      name,
      description: args.description,
      [decisions.container ? "containerRecipeArn" : "imageRecipeArn"]: new Ref("recipe", "arn"),
      infrastructureConfigurationArn: new Ref("infrastructure", "arn"),
      distributionConfigurationArn: distributionArn(context),
      imageTestsConfiguration: { imageTestsEnabled: decisions.tested, timeoutMinutes: testTimeoutMinutes },
      imageScanningConfiguration: scanning(args.tests?.scan),
      workflows:
        role === undefined ? undefined : workflows.length > 0 ? workflows : defaultWorkflows(context),
      executionRole: role,
      schedule: scheduleOf(context),
      status: "ENABLED",
      tags: followed === undefined ? args.tags : mergedTags(args.tags, { [followsTag]: followed }),
      region: args.region,
    },
    origins: {
      name: "name",
      description: "description",
      distributionConfigurationArn: "distributionArn",
      "imageScanningConfiguration.ecrConfiguration": "tests.scan",
      executionRole: "executionRoleArn",
      "schedule.scheduleExpression": args.schedule?.cron === undefined ? "schedule.rate" : "schedule.cron",
      "schedule.timezone": "schedule.timeZone",
      ...workflowOrigins(context),
      tags: "tags",
    },
    after: permissions,
    ...replacedFor(context, role),
  };
}

type Scan = NonNullable<GoldenImageArgs["tests"]>["scan"];

const ownScan = (scan: Scan): boolean => (scan?.repositoryName ?? scan?.containerTags) !== undefined;

/** Said in any case: the provider keeps what is left out. */
function scanning(scan: Scan): Record<string, unknown> {
  if (scan === undefined) return { imageScanningEnabled: false };
  const { repositoryName, containerTags } = scan;
  return {
    imageScanningEnabled: true,
    ecrConfiguration: ownScan(scan) ? { repositoryName, containerTags } : undefined,
  };
}

/** What only a new pipeline is rid of. Its name, and so its ARN, stay. */
const replacedFor = (
  { args, decisions }: Context,
  role: unknown,
): Pick<Child, "replaceOnChanges" | "replacementTrigger"> => ({
  replaceOnChanges: [
    // A pipeline keeps its kind of recipe: it is replaced when the one of the other kind goes.
    decisions.container ? "imageRecipeArn" : "containerRecipeArn",
    // Workflows: AWS takes none without a role.
    ...(role === undefined ? ["executionRole"] : []),
  ],
  // The repository of scans, which the provider keeps: AWS takes a name only of a repository that exists, and makes its
  // own if no name is given. https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EcrConfiguration.html
  replacementTrigger: decisions.container
    ? `scans: ${ownScan(args.tests?.scan) ? "own" : "default"}`
    : undefined,
});
