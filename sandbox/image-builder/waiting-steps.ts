// Steps that wait until somebody says how they go on.

import type {
  ListWaitingWorkflowStepsRequest,
  SendWorkflowStepActionRequest,
} from "@aws-sdk/client-imagebuilder";
import type { Build } from "./build";
import type { Call } from "./call";
import { notFound } from "./errors";
import { page } from "./paging";
import { pass } from "./passing-time";
import { type Outputs, StepFailure } from "./step-failure";
import type { StepRun } from "./world";

const pollMilliseconds = 5;

export async function waitForAction(build: Build, step: StepRun): Promise<Outputs> {
  const { waitingSteps } = build.call.store;
  waitingSteps.set(step.stepExecutionId, { imageBuildVersionArn: build.image.arn, step });
  try {
    while (waitingSteps.get(step.stepExecutionId)?.decision === undefined) {
      await pass(build, pollMilliseconds);
    }
    const { action, reason } = waitingSteps.get(step.stepExecutionId)?.decision ?? {};
    if (action === "STOP") {
      throw new StepFailure(`The step was stopped${reason === undefined ? "" : `: ${reason}`}`);
    }
    return { action, reason };
  } finally {
    waitingSteps.delete(step.stepExecutionId);
  }
}

export function listWaitingWorkflowSteps(request: ListWaitingWorkflowStepsRequest, { store }: Call) {
  const steps = [...store.waitingSteps.values()].map(({ imageBuildVersionArn, step }) => {
    const run = [...store.workflowRuns.values()].find(({ steps }) => steps.includes(step));
    const { workflowExecutionId, workflowBuildVersionArn } = run ?? {};
    return { ...step, imageBuildVersionArn, workflowExecutionId, workflowBuildVersionArn };
  });
  const { items, nextToken } = page(steps, request);
  return { steps: items, nextToken };
}

export function sendWorkflowStepAction(request: SendWorkflowStepActionRequest, { store }: Call) {
  const { stepExecutionId = "", imageBuildVersionArn, action, reason } = request;
  const waiting = store.waitingSteps.get(stepExecutionId);
  if (waiting === undefined || waiting.imageBuildVersionArn !== imageBuildVersionArn) {
    throw notFound(stepExecutionId);
  }
  waiting.decision = { action, reason };
  return { stepExecutionId, imageBuildVersionArn };
}
