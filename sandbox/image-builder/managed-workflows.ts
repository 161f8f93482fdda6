// Amazon's default workflows: which steps a build goes through.
//
// Names, actions, versions and conditions of the build and test workflows of AMIs are those in AWS's own example answers
// of ListWorkflowStepExecutions and ListWorkflowExecutions. The workflows for containers and for distribution exist, but
// the names of their steps are unproven: they are called after the documented step actions.

import type { ImageType, WorkflowType } from "@aws-sdk/client-imagebuilder";
import { arnOf } from "./arns";
import { hasPhases } from "./component-steps";
import type { StepContext, StepDefinition, Values, WorkflowDefinition } from "./workflow-definitions";

interface Managed {
  readonly name: string;
  readonly version: string;
  readonly steps: readonly StepDefinition[];
}

const onInstance = ({ build }: StepContext): Values => ({ instanceId: build.instance?.instanceId });

const onceSsmAgentRuns = (): Values => ({ waitFor: "ssmAgent" });

const isWindows = ({ build }: StepContext): boolean => build.recipe.platform === "Windows";

const launch = (name: string): StepDefinition => ({
  name,
  action: "LaunchInstance",
  inputs: onceSsmAgentRuns,
});

const bootstrap = (name: string): StepDefinition => ({
  name,
  action: "BootstrapInstanceForContainer",
  inputs: onInstance,
});

const terminate = (name: string): StepDefinition => ({
  name,
  action: "TerminateInstance",
  inputs: onInstance,
});

const applyBuildComponents: StepDefinition = {
  name: "ApplyBuildComponents",
  action: "ExecuteComponents",
  when: ({ build }) => hasPhases(build, "BUILD"),
  inputs: onInstance,
};

const applyTestComponents: StepDefinition = {
  name: "ApplyTestComponents",
  action: "ExecuteComponents",
  when: ({ build }) => hasPhases(build, "TEST"),
  inputs: onInstance,
};

const collectFindings: StepDefinition = {
  name: "CollectImageScanFindings",
  action: "CollectImageScanFindings",
  when: ({ build }) => build.image.imageScanningConfiguration?.imageScanningEnabled === true,
  inputs: onInstance,
};

const collectMetadata: StepDefinition = {
  name: "InventoryCollection",
  action: "CollectImageMetadata",
  when: ({ build }) => build.image.enhancedImageMetadataEnabled !== false,
  inputs: onInstance,
};

const forAmis: Readonly<Record<WorkflowType, Managed>> = {
  BUILD: {
    name: "build-image",
    version: "1.0.3",
    steps: [
      launch("LaunchBuildInstance"),
      applyBuildComponents,
      collectMetadata,
      {
        name: "RunSanitizeScript",
        action: "SanitizeInstance",
        when: (context) => !isWindows(context),
        inputs: onInstance,
      },
      { name: "RunSysPrepScript", action: "RunSysPrep", when: isWindows, inputs: onInstance },
      { name: "CreateOutputAMI", action: "CreateImage", inputs: onInstance },
      terminate("TerminateBuildInstance"),
    ],
  },
  TEST: {
    name: "test-image",
    version: "1.0.3",
    steps: [
      launch("LaunchTestInstance"),
      collectFindings,
      applyTestComponents,
      terminate("TerminateTestInstance"),
    ],
  },
  DISTRIBUTION: {
    name: "distribute-image",
    version: "1.0.0",
    steps: [
      { name: "DistributeImage", action: "DistributeImage" },
      { name: "ApplyImageConfigurations", action: "ApplyImageConfigurations" },
    ],
  },
};

const forContainers: Readonly<Record<WorkflowType, Managed>> = {
  BUILD: {
    name: "build-container",
    version: "1.0.1",
    steps: [
      launch("LaunchBuildInstance"),
      bootstrap("BootstrapBuildInstance"),
      applyBuildComponents,
      collectMetadata,
      { name: "CreateOutputImage", action: "CreateImage", inputs: onInstance },
      terminate("TerminateBuildInstance"),
    ],
  },
  TEST: {
    name: "test-container",
    version: "1.0.1",
    steps: [
      launch("LaunchTestInstance"),
      bootstrap("BootstrapTestInstance"),
      collectFindings,
      applyTestComponents,
      terminate("TerminateTestInstance"),
    ],
  },
  DISTRIBUTION: {
    name: "distribute-container",
    version: "1.0.0",
    steps: [{ name: "DistributeImage", action: "DistributeImage" }],
  },
};

const define = (
  region: string,
  type: WorkflowType,
  { name, version, steps }: Managed,
): WorkflowDefinition => ({
  arn: arnOf({ account: "aws", region }, `workflow/${type.toLowerCase()}`, name, version, 1),
  type,
  steps,
  parameters: [],
  outputs: type === "BUILD" ? ["ImageId"] : [],
});

const types: readonly WorkflowType[] = ["BUILD", "TEST", "DISTRIBUTION"];

/** What an image goes through when its pipeline names no workflows. */
export const defaultWorkflows = (region: string, type: ImageType | undefined): WorkflowDefinition[] => {
  const managed = type === "DOCKER" ? forContainers : forAmis;
  return types.map((each) => define(region, each, managed[each]));
};

export const managedWorkflows = (region: string): WorkflowDefinition[] => [
  ...defaultWorkflows(region, "AMI"),
  ...defaultWorkflows(region, "DOCKER"),
];
