// Which workflows a pipeline names, and which of them an image goes through.

import type {
  CreateImagePipelineRequest,
  WorkflowConfiguration,
  WorkflowParameter,
  WorkflowType,
} from "@aws-sdk/client-imagebuilder";
import { AwsError, invalidCombination, invalidValue } from "./errors";
import { defaultWorkflows } from "./managed-workflows";
import type { Values, WorkflowDefinition } from "./workflow-definitions";
import { defineWorkflow } from "./workflows";
import type { Store, StoredImage } from "./world";

type Configuration = Pick<CreateImagePipelineRequest, "workflows" | "executionRole">;

/** https://docs.aws.amazon.com/imagebuilder/latest/userguide/pipeline-workflows.html */
const mostWorkflows = 10;

/** Workflows that are named need an execution role. Amazon's own can be named by their latest version only. */
export function checkWorkflows({ workflows = [], executionRole }: Configuration, store: Store): void {
  if (workflows.length > 0 && executionRole === undefined) {
    throw invalidCombination("workflows", "An execution role must be given with workflows.");
  }
  const types = workflows.map(({ workflowArn = "" }) => defineWorkflow(store, workflowArn)?.type);
  const several = (["BUILD", "DISTRIBUTION"] as const).filter(
    (type) => types.filter((each) => each === type).length > 1,
  );
  if (workflows.length > mostWorkflows || several.length > 0) {
    throw invalidValue(
      "workflows",
      "There may be ten in all, and one each that builds and that distributes.",
    );
  }
  for (const [index, configuration] of workflows.entries()) {
    const { workflowArn: arn = "" } = configuration;
    const path = `workflows[${index}]`;
    if (arn.includes(":aws:workflow/") && !arn.endsWith("/x.x.x")) {
      throw invalidValue("workflows", `AWS managed workflows must have latest version 'x.x.x' for '${arn}'`);
    }
    const workflow = defineWorkflow(store, arn);
    if (workflow === undefined) {
      throw invalidValue(`${path}.workflowArn`, "The workflow does not exist.");
    }
    if (workflow.type !== "TEST" && (configuration.onFailure ?? configuration.parallelGroup) !== undefined) {
      throw invalidCombination(path, "onFailure and parallelGroup are for test workflows only.");
    }
    checkParameters(workflow, configuration.parameters ?? [], `${path}.parameters`);
  }
}

function checkParameters(
  { parameters }: WorkflowDefinition,
  given: readonly WorkflowParameter[],
  path: string,
): void {
  const names = given.map(({ name }) => name);
  const undeclared = names.filter((name) => !parameters.some((parameter) => parameter.name === name));
  if (undeclared.length > 0) {
    throw invalidCombination(path, `The workflow does not define these parameters: ${undeclared.join(", ")}`);
  }
  const missing = parameters.filter(({ name, defaultValue }) => !defaultValue && !names.includes(name));
  if (missing.length > 0) {
    throw invalidCombination(
      path,
      `The following parameters have no default and must be given: ${missing.map(({ name }) => name).join(", ")}`,
    );
  }
}

/** As AWS says it when an image is to be made. */
export function checkImageId(image: StoredImage, store: Store): void {
  const builds = workflowsOf(image, store).filter(({ type }) => type === "BUILD");
  if (image.type !== "DOCKER" && builds.some(({ outputs }) => !outputs.includes("ImageId"))) {
    throw new AwsError(
      "InvalidRequestException",
      "Build workflow must have output named ImageId to build AMI.",
    );
  }
}

export interface PlannedWorkflow extends WorkflowDefinition {
  readonly values: Values;
  readonly onFailure?: WorkflowConfiguration["onFailure"];
  readonly parallelGroup?: string;
}

/**
 * Workflows that are named replace the default ones: without a test workflow among them, nothing is tested. Only the
 * default distribution stays, unless there is another.
 */
export function workflowsOf(image: StoredImage, store: Store): PlannedWorkflow[] {
  const all = plannedWorkflows(image, store);
  return image.distributes === undefined ? all : all.filter(({ type }) => type === "DISTRIBUTION");
}

const phases: readonly WorkflowType[] = ["BUILD", "TEST", "DISTRIBUTION"];

/** Those of a phase and of what comes after it; without a phase, all. */
export const workflowsFrom = (
  phase: WorkflowType | undefined,
  image: StoredImage,
  store: Store,
): PlannedWorkflow[] =>
  workflowsOf(image, store).filter(
    ({ type }) => phase === undefined || phases.indexOf(type) >= phases.indexOf(phase),
  );

function plannedWorkflows(image: StoredImage, store: Store): PlannedWorkflow[] {
  const defaults = defaultWorkflows(store.place.region, image.type).map((each) => ({ ...each, values: {} }));
  const named = image.workflows?.length
    ? image.workflows.flatMap((configuration) => plan(configuration, store))
    : undefined;
  const distributes = named?.some(({ type }) => type === "DISTRIBUTION") === true;
  const all = named === undefined ? defaults : [...named, ...(distributes ? [] : defaults.slice(-1))];
  const tested = image.imageTestsConfiguration?.imageTestsEnabled !== false;
  return phases.flatMap((type) =>
    type === "TEST" && !tested ? [] : all.filter((workflow) => workflow.type === type),
  );
}

function plan(configuration: WorkflowConfiguration, store: Store): PlannedWorkflow[] {
  const { workflowArn = "", parameters = [], onFailure, parallelGroup } = configuration;
  const workflow = defineWorkflow(store, workflowArn);
  if (workflow === undefined) {
    return [];
  }
  const declared = workflow.parameters.map(({ name = "", defaultValue }) => [name, defaultValue] as const);
  const given = parameters.map(({ name = "", value }) => [name, value] as const);
  const values = Object.fromEntries(
    [...declared, ...given].map(([name, value]) => [name, value?.length === 1 ? value[0] : value]),
  );
  return [{ ...workflow, values, onFailure, parallelGroup }];
}
