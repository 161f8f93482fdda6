import type {
  GetWorkflowExecutionRequest,
  GetWorkflowStepExecutionRequest,
  ListWorkflowExecutionsRequest,
  ListWorkflowStepExecutionsRequest,
  WorkflowStepExecutionStatus,
} from "@aws-sdk/client-imagebuilder";
import type { Call } from "./call";
import { notFound } from "./errors";
import { page } from "./paging";
import type { Store, WorkflowRun } from "./world";

function summary(run: WorkflowRun) {
  const count = (status: WorkflowStepExecutionStatus): number =>
    run.steps.filter((step) => step.status === status).length;
  return {
    ...run,
    totalStepCount: run.steps.length,
    totalStepsSucceeded: count("COMPLETED"),
    totalStepsFailed: count("FAILED"),
    totalStepsSkipped: count("SKIPPED"),
  };
}

function findRun(store: Store, id = ""): WorkflowRun {
  const run = store.workflowRuns.get(id);
  if (run === undefined) {
    throw notFound(id);
  }
  return run;
}

export function listWorkflowExecutions(request: ListWorkflowExecutionsRequest, { store }: Call) {
  const { imageBuildVersionArn = "" } = request;
  if (!store.images.has(imageBuildVersionArn)) {
    throw notFound(imageBuildVersionArn);
  }
  const runs = [...store.workflowRuns.values()].filter(
    (run) => run.imageBuildVersionArn === imageBuildVersionArn,
  );
  const { items, nextToken } = page(runs.map(summary), request);
  return { workflowExecutions: items, imageBuildVersionArn, nextToken };
}

export const getWorkflowExecution = ({ workflowExecutionId }: GetWorkflowExecutionRequest, { store }: Call) =>
  summary(findRun(store, workflowExecutionId));

export function listWorkflowStepExecutions(request: ListWorkflowStepExecutionsRequest, { store }: Call) {
  const { workflowExecutionId, workflowBuildVersionArn, imageBuildVersionArn, message, steps } = findRun(
    store,
    request.workflowExecutionId,
  );
  const { items, nextToken } = page(steps, request);
  return {
    steps: items,
    workflowExecutionId,
    workflowBuildVersionArn,
    imageBuildVersionArn,
    message,
    nextToken,
  };
}

export function getWorkflowStepExecution(
  { stepExecutionId = "" }: GetWorkflowStepExecutionRequest,
  { store }: Call,
) {
  for (const {
    steps,
    status: _status,
    message: _message,
    startTime: _start,
    endTime: _end,
    ...run
  } of store.workflowRuns.values()) {
    const step = steps.find((each) => each.stepExecutionId === stepExecutionId);
    if (step !== undefined) {
      return { ...run, ...step };
    }
  }
  throw notFound(stepExecutionId);
}
