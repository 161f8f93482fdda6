// The pipeline, which puts everything else together.

import type { imagebuilder as aws } from "@pulumi/aws/types/input";
import { child } from "../plan/child";
import type { Child, Fields, Made } from "../plan/child";
import type { Text } from "../plan/deferred";
import { mergedTags } from "../plan/tags";
import type { Context, GoldenImageArgs } from "./args";
import { followsTag } from "./chain";
import type { ExecutionRole } from "./execution-role";
import type { Infrastructure } from "./infrastructure";
import type { Recipe } from "./recipe";
import { scheduleOf, statusOf } from "./schedule";
import { defaultWorkflows, workflowOrigins } from "./workflows";
import type { PlannedWorkflows } from "./workflows";

/** Image Builder ignores the time limit today, and yet wants one. Steps have limits of their own. */
const testTimeoutMinutes = 720;

export type Pipeline = Made<"aws:imagebuilder/imagePipeline:ImagePipeline">;

interface Parts {
  recipe: Recipe;
  infrastructure: Infrastructure;
  distributionArn: Text | undefined;
  workflows: PlannedWorkflows;
  role: ExecutionRole;
}

export function planPipeline(
  context: Context,
  { recipe, infrastructure, distributionArn, workflows, role }: Parts,
): Pipeline {
  const { name, args, decisions } = context;
  const followed = args.schedule?.afterPipelineArn;
  return child({
    key: "pipeline",
    type: "aws:imagebuilder/imagePipeline:ImagePipeline",
    args: {
      name,
      description: args.description,
      ...(decisions.container ? { containerRecipeArn: recipe.arn } : { imageRecipeArn: recipe.arn }),
      infrastructureConfigurationArn: infrastructure.out.arn,
      distributionConfigurationArn: distributionArn,
      imageTestsConfiguration: { imageTestsEnabled: decisions.tested, timeoutMinutes: testTimeoutMinutes },
      imageScanningConfiguration: scanning(args.tests?.scan),
      workflows:
        role.arn === undefined
          ? undefined
          : workflows.used.length > 0
            ? workflows.used
            : defaultWorkflows(context),
      executionRole: role.arn,
      schedule: scheduleOf(context),
      status: statusOf(context),
      enhancedImageMetadataEnabled: args.enhancedMetadata,
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
    after: role.permissions,
    ...replacedFor(context, role.arn),
  });
}

type Scan = NonNullable<GoldenImageArgs["tests"]>["scan"];

const ownScan = (scan: Scan): boolean => (scan?.repositoryName ?? scan?.containerTags) !== undefined;

/** Said in any case: the provider keeps what is left out. */
function scanning(scan: Scan): Fields<aws.ImagePipelineImageScanningConfiguration> {
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
  role: Text | undefined,
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
