// Takes an image through its states and workflows, in accelerated time.

import { randomUUID } from "node:crypto";
import type { ImageRecipe, ImageStatus, WorkflowType } from "@aws-sdk/client-imagebuilder";
import { terminateInstance } from "./build-steps";
import { writeLog } from "../logs/streams";
import { type Call, now } from "./call";
import { changeState } from "./image-states";
import { Cancelled, pass } from "./passing-time";
import { perform } from "./step-actions";
import { StepFailure } from "./step-failure";
import type { StepContext, StepDefinition } from "./workflow-definitions";
import { type PlannedWorkflow, workflowsFrom } from "./workflow-plan";
import type { Instance, StepRun, StoredImage, WorkflowRun } from "./world";

export interface Build {
  readonly call: Call;
  readonly image: StoredImage;
  readonly attempt: number;
  /** What recipes of AMIs and of containers have in common; the image has the whole recipe. */
  readonly recipe: Pick<ImageRecipe, "components" | "parentImage" | "platform">;
  instance?: Instance;
}

const statusIn: Readonly<Record<WorkflowType, ImageStatus>> = {
  BUILD: "BUILDING",
  TEST: "TESTING",
  DISTRIBUTION: "DISTRIBUTING",
};

/** Lets a build run beside, from the beginning or from a phase on. */
export function runImage(image: StoredImage, call: Call, from?: WorkflowType): void {
  const recipe = image.imageRecipe ?? image.containerRecipe ?? {};
  const attempt = (image.attempt ??= 0);
  void runBuild({ call, image, recipe, attempt }, from).catch((error: unknown) => {
    // A world that ended takes its builds with it; anything else is a mistake here, and must not pass unseen.
    if (!call.world.end.signal.aborted) {
      image.state = { status: "FAILED", reason: `The sandbox itself failed: ${String(error)}` };
    }
  });
}

async function runBuild(build: Build, from?: WorkflowType): Promise<void> {
  const { call, image } = build;
  try {
    if (from === undefined) {
      await pass(build, call.settings.phaseMilliseconds / 3);
      changeState(image, { status: "CREATING" }, call);
      await pass(build, call.settings.phaseMilliseconds / 3);
    }
    for (const workflow of workflowsFrom(from, image, call.store)) {
      changeState(image, { status: statusIn[workflow.type] }, call);
      await runWorkflow(build, workflow);
    }
    changeState(image, { status: "AVAILABLE" }, call);
  } catch (error) {
    if (error instanceof Cancelled) {
      terminateInstance(build);
    } else if (!(error instanceof StepFailure)) {
      throw error;
    }
  }
  noteInPipeline(build);
}

async function runWorkflow(build: Build, workflow: PlannedWorkflow): Promise<void> {
  const run = startRun(build, workflow);
  const { type, values: parameters } = workflow;
  const context: StepContext = { build, type, parameters, stepOutputs: {} };
  try {
    for (const [index, definition] of workflow.steps.entries()) {
      const step = run.steps[index];
      if (step !== undefined) {
        await runStep(context, step, definition, workflow.steps.length);
      }
    }
    run.status = "COMPLETED";
    run.endTime = now();
  } catch (error) {
    if (!(error instanceof StepFailure)) {
      throw error;
    }
    endRun(build, run, error);
    if (workflow.onFailure !== "CONTINUE") {
      failImage(build, run, error);
      throw error;
    }
  }
}

function startRun({ call, image }: Build, workflow: PlannedWorkflow): WorkflowRun {
  const run: WorkflowRun = {
    workflowExecutionId: `wf-${randomUUID()}`,
    workflowBuildVersionArn: workflow.arn,
    imageBuildVersionArn: image.arn,
    type: workflow.type,
    parallelGroup: workflow.parallelGroup,
    status: "RUNNING",
    retried: false,
    startTime: now(),
    steps: workflow.steps.map(({ name, action }) => ({
      stepExecutionId: `step-${randomUUID()}`,
      name,
      action,
      status: "PENDING",
    })),
  };
  call.store.workflowRuns.set(run.workflowExecutionId, run);
  return run;
}

async function runStep(
  context: StepContext,
  step: StepRun,
  { name, action, when, inputs, continues }: StepDefinition,
  stepCount: number,
): Promise<void> {
  const { build } = context;
  step.startTime = now();
  if (when?.(context) === false) {
    step.status = "SKIPPED";
    step.endTime = step.startTime;
    return;
  }
  step.status = "RUNNING";
  writeLog(build.call.store, build.image, `Workflow step ${name} (${action}) started`);
  const values = inputs?.(context);
  step.inputs = text(values);
  await pass(build, build.call.settings.phaseMilliseconds / stepCount);
  try {
    const outputs = await perform(action, context, values ?? {}, step);
    context.stepOutputs[name] = outputs ?? {};
    step.outputs = text(outputs);
    step.status = "COMPLETED";
  } catch (error) {
    if (error instanceof StepFailure) {
      step.status = "FAILED";
      step.message = error.message.slice(0, 500);
      writeLog(build.call.store, build.image, `Workflow step ${name} (${action}) failed: ${error.message}`);
      step.outputs = text(error.details.outputs);
      context.stepOutputs[name] = error.details.outputs ?? {};
    }
    if (!(error instanceof StepFailure && continues === true)) {
      throw error;
    }
  } finally {
    step.endTime = now();
  }
}

const text = (values: object | undefined): string | undefined =>
  values === undefined ? undefined : JSON.stringify(values);

const failedStep = (run: WorkflowRun): StepRun | undefined =>
  run.steps.findLast(({ status }) => status === "FAILED");

/** The steps after the failed one stay pending, as on AWS, also the one that would end the instance. */
function endRun(build: Build, run: WorkflowRun, { message }: StepFailure): void {
  run.status = "FAILED";
  run.message = message.slice(0, 500);
  run.endTime = now();
  if (build.image.infrastructureConfiguration?.terminateInstanceOnFailure !== false) {
    terminateInstance(build);
  }
}

function failImage({ call, image }: Build, run: WorkflowRun, { message, details }: StepFailure): void {
  const { outputs: _outputs, ...failures } = details;
  const step = failedStep(run);
  const state = {
    status: "FAILED" as const,
    reason: `Workflow Execution ID: '${run.workflowExecutionId}' failed with reason: ${message}`.slice(
      0,
      1024,
    ),
    failureContext: {
      imageStatus: image.state.status,
      workflowExecutionId: run.workflowExecutionId,
      workflowArn: run.workflowBuildVersionArn,
      stepExecutionId: step?.stepExecutionId,
      failedStep: step?.name,
      ...failures,
    },
  };
  changeState(image, state, call);
}

function noteInPipeline({ call, image }: Build): void {
  const pipeline = call.store.imagePipelines.get(image.sourcePipelineArn ?? "");
  if (pipeline !== undefined) {
    pipeline.lastRunStatus = image.state.status;
    pipeline.consecutiveFailures =
      image.state.status === "FAILED" ? (pipeline.consecutiveFailures ?? 0) + 1 : 0;
  }
}
