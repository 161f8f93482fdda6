// Takes an image through its states and workflows, in accelerated time.

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ImageRecipe, ImageStatus, WorkflowType } from "@aws-sdk/client-imagebuilder";
import { StepFailure, terminateInstance } from "./build-steps";
import { type Call, now } from "./call";
import { type StepDefinition, typeOfWorkflow, workflowArn, workflows } from "./workflow-definitions";
import type { Instance, StepRun, StoredImage, WorkflowRun } from "./world";

export interface Build {
  readonly call: Call;
  readonly image: StoredImage;
  readonly recipe: ImageRecipe;
  instance?: Instance;
}

const statusIn: Readonly<Record<WorkflowType, ImageStatus>> = {
  BUILD: "BUILDING",
  TEST: "TESTING",
  DISTRIBUTION: "DISTRIBUTING",
};

/** The image was cancelled while it was built. */
class Cancelled extends Error {}

export async function runBuild(build: Build): Promise<void> {
  const { call, image } = build;
  try {
    await pass(build, call.settings.phaseMilliseconds / 3);
    image.state = { status: "CREATING" };
    await pass(build, call.settings.phaseMilliseconds / 3);
    for (const type of workflowsOf(image)) {
      image.state = { status: statusIn[type] };
      await runWorkflow(build, type);
    }
    image.state = { status: "AVAILABLE" };
  } catch (error) {
    if (error instanceof Cancelled) {
      terminateInstance(build);
    } else if (!(error instanceof StepFailure)) {
      throw error;
    }
  }
  noteInPipeline(build);
}

/** Time goes by; meanwhile the image may be cancelled, or the whole world may end. */
async function pass({ call, image }: Build, milliseconds: number): Promise<void> {
  await sleep(milliseconds, undefined, { signal: call.world.end.signal });
  if (image.state.status === "CANCELLED") {
    throw new Cancelled();
  }
}

/** Workflows that are named replace the default ones: without a test workflow among them, nothing is tested. */
function workflowsOf(image: StoredImage): WorkflowType[] {
  const named = image.workflows?.map(({ workflowArn: arn = "" }) => typeOfWorkflow(arn));
  const tested = image.imageTestsConfiguration?.imageTestsEnabled !== false;
  const all: readonly WorkflowType[] = ["BUILD", "TEST", "DISTRIBUTION"];
  return all.filter((type) =>
    type === "TEST"
      ? tested && (named?.includes(type) ?? true)
      : type === "DISTRIBUTION" || (named?.includes(type) ?? true),
  );
}

async function runWorkflow(build: Build, type: WorkflowType): Promise<void> {
  const { steps } = workflows[type];
  const run = startRun(build, type);
  const milliseconds = build.call.settings.phaseMilliseconds / steps.length;
  for (const [index, definition] of steps.entries()) {
    const step = run.steps[index];
    if (step !== undefined) {
      await runStep(build, run, step, definition, milliseconds);
    }
  }
  run.status = "COMPLETED";
  run.endTime = now();
}

function startRun({ call, image }: Build, type: WorkflowType): WorkflowRun {
  const run: WorkflowRun = {
    workflowExecutionId: `wf-${randomUUID()}`,
    workflowBuildVersionArn: workflowArn(call.store.place.region, type),
    imageBuildVersionArn: image.arn,
    type,
    status: "RUNNING",
    startTime: now(),
    steps: workflows[type].steps.map(({ name, action }) => ({
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
  build: Build,
  run: WorkflowRun,
  step: StepRun,
  { when, inputs, run: perform }: StepDefinition,
  milliseconds: number,
): Promise<void> {
  step.startTime = now();
  if (when?.(build) === false) {
    step.status = "SKIPPED";
    step.endTime = step.startTime;
    return;
  }
  step.status = "RUNNING";
  step.inputs = text(inputs?.(build));
  await pass(build, milliseconds);
  try {
    step.outputs = text(perform(build));
    step.status = "COMPLETED";
  } catch (error) {
    if (error instanceof StepFailure) {
      fail(build, run, step, error);
    }
    throw error;
  } finally {
    step.endTime = now();
  }
}

const text = (values: object | undefined): string | undefined =>
  values === undefined ? undefined : JSON.stringify(values);

/** The steps after the failed one stay pending, as on AWS, also the one that would end the instance. */
function fail(build: Build, run: WorkflowRun, step: StepRun, { message, details }: StepFailure): void {
  const { image } = build;
  const { outputs, ...failures } = details;
  step.status = "FAILED";
  step.message = message.slice(0, 500);
  step.outputs = text(outputs);
  run.status = "FAILED";
  run.message = step.message;
  run.endTime = now();
  image.state = {
    status: "FAILED",
    reason: `Workflow Execution ID: '${run.workflowExecutionId}' failed with reason: ${message}`.slice(
      0,
      1024,
    ),
    failureContext: {
      imageStatus: image.state.status,
      workflowExecutionId: run.workflowExecutionId,
      workflowArn: run.workflowBuildVersionArn,
      stepExecutionId: step.stepExecutionId,
      failedStep: step.name,
      ...failures,
    },
  };
  if (image.infrastructureConfiguration?.terminateInstanceOnFailure !== false) {
    terminateInstance(build);
  }
}

function noteInPipeline({ call, image }: Build): void {
  const pipeline = call.store.imagePipelines.get(image.sourcePipelineArn ?? "");
  if (pipeline !== undefined) {
    pipeline.lastRunStatus = image.state.status;
    pipeline.consecutiveFailures =
      image.state.status === "FAILED" ? (pipeline.consecutiveFailures ?? 0) + 1 : 0;
  }
}
