// Amazon's default workflows: which steps a build goes through, and what each of them does here.
//
// Names, actions, versions and conditions of the build and test workflows are those in AWS's own example answers of
// ListWorkflowStepExecutions and ListWorkflowExecutions. The distribution workflow exists, but its step names are
// unproven: they are called after the documented step actions.

import type { CreateImagePipelineRequest, WorkflowType } from "@aws-sdk/client-imagebuilder";
import { arnOf } from "./arns";
import type { Build } from "./build";
import {
  applyImageConfigurations,
  collectMetadata,
  createImage,
  distributeImage,
  executeComponents,
  hasPhases,
  launchInstance,
  sanitizeInstance,
  terminateInstance,
} from "./build-steps";
import { invalidCombination, invalidValue, notEmulated } from "./errors";

type Values = Readonly<Record<string, unknown>>;

export interface StepDefinition {
  readonly name: string;
  readonly action: string;
  /** A step whose condition does not hold is skipped. */
  readonly when?: (build: Build) => boolean;
  readonly inputs?: (build: Build) => Values;
  /** What the step does, and what it puts out. It throws to fail. */
  readonly run: (build: Build) => Values | undefined;
}

export interface WorkflowDefinition {
  readonly name: string;
  readonly version: string;
  readonly steps: readonly StepDefinition[];
}

const onInstance = ({ instance }: Build): Values => ({ instanceId: instance?.instanceId });

const isWindows = ({ recipe }: Build): boolean => recipe.platform === "Windows";

export const workflows: Readonly<Record<WorkflowType, WorkflowDefinition>> = {
  BUILD: {
    name: "build-image",
    version: "1.0.3",
    steps: [
      {
        name: "LaunchBuildInstance",
        action: "LaunchInstance",
        inputs: () => ({ waitFor: "ssmAgent" }),
        run: launchInstance,
      },
      {
        name: "ApplyBuildComponents",
        action: "ExecuteComponents",
        when: (build) => hasPhases(build, "BUILD"),
        inputs: onInstance,
        run: (build) => executeComponents(build, ["build", "validate"]),
      },
      {
        name: "InventoryCollection",
        action: "CollectImageMetadata",
        when: ({ image }) => image.enhancedImageMetadataEnabled !== false,
        inputs: onInstance,
        run: collectMetadata,
      },
      {
        name: "RunSanitizeScript",
        action: "SanitizeInstance",
        when: (build) => !isWindows(build),
        inputs: onInstance,
        run: sanitizeInstance,
      },
      {
        name: "RunSysPrepScript",
        action: "RunSysPrep",
        when: isWindows,
        inputs: onInstance,
        run: sanitizeInstance,
      },
      { name: "CreateOutputAMI", action: "CreateImage", inputs: onInstance, run: createImage },
      {
        name: "TerminateBuildInstance",
        action: "TerminateInstance",
        inputs: onInstance,
        run: terminateInstance,
      },
    ],
  },
  TEST: {
    name: "test-image",
    version: "1.0.3",
    steps: [
      {
        name: "LaunchTestInstance",
        action: "LaunchInstance",
        inputs: () => ({ waitFor: "ssmAgent" }),
        run: launchInstance,
      },
      {
        name: "CollectImageScanFindings",
        action: "CollectImageScanFindings",
        when: ({ image }) => image.imageScanningConfiguration?.imageScanningEnabled === true,
        inputs: onInstance,
        run: () => undefined,
      },
      {
        name: "ApplyTestComponents",
        action: "ExecuteComponents",
        when: (build) => hasPhases(build, "TEST"),
        inputs: onInstance,
        run: (build) => executeComponents(build, ["test"]),
      },
      {
        name: "TerminateTestInstance",
        action: "TerminateInstance",
        inputs: onInstance,
        run: terminateInstance,
      },
    ],
  },
  DISTRIBUTION: {
    name: "distribute-image",
    version: "1.0.0",
    steps: [
      { name: "DistributeImage", action: "DistributeImage", run: distributeImage },
      { name: "ApplyImageConfigurations", action: "ApplyImageConfigurations", run: applyImageConfigurations },
    ],
  },
};

export const workflowArn = (region: string, type: WorkflowType): string => {
  const { name, version } = workflows[type];
  return arnOf({ account: "aws", region }, `workflow/${type.toLowerCase()}`, name, version, 1);
};

/** Own workflows need an execution role, and replace the default ones. Here, only Amazon's can be named. */
export function checkWorkflows({
  workflows: wanted,
  executionRole,
}: Partial<CreateImagePipelineRequest>): void {
  if (wanted !== undefined && executionRole === undefined) {
    throw invalidCombination("workflows", "An execution role must be given with workflows.");
  }
  for (const { workflowArn: arn = "" } of wanted ?? []) {
    if (typeOfWorkflow(arn) === undefined) {
      throw notEmulated("own workflows, nor those for containers");
    }
    if (!arn.endsWith("/x.x.x")) {
      throw invalidValue("workflows", `AWS managed workflows must have latest version 'x.x.x' for '${arn}'`);
    }
  }
}

export function typeOfWorkflow(arn: string): WorkflowType | undefined {
  const [owner, type, name] = /:([^:]+):workflow\/(\w+)\/([^/]+)\//.exec(arn)?.slice(1) ?? [];
  const known = Object.keys(workflows).find((each) => each.toLowerCase() === type) as
    WorkflowType | undefined;
  return owner === "aws" && known !== undefined && workflows[known].name === name ? known : undefined;
}
