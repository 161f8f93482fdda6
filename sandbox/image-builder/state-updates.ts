// One image is deprecated, disabled, deleted or given back on request, with its AMIs or container images or without.

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type {
  CancelLifecycleExecutionRequest,
  ImageStatus,
  ResourceStatus,
  StartResourceStateUpdateRequest,
} from "@aws-sdk/client-imagebuilder";
import type { Call } from "./call";
import { AwsError, notFound } from "./errors";
import { actOnOutputs, changeImage, findExecution, reportOf } from "./lifecycle-executions";
import type { Doing } from "./lifecycle-actions";
import type { ExecutedPolicy, StoredImage } from "./world";

const actionFor: Readonly<Record<ResourceStatus, Doing["action"]>> = {
  AVAILABLE: "AVAILABLE",
  DELETED: "DELETE",
  DEPRECATED: "DEPRECATE",
  DISABLED: "DISABLE",
};

const refuse = (message: string): AwsError => new AwsError("InvalidRequestException", message);

export function startResourceStateUpdate(request: StartResourceStateUpdateRequest, call: Call) {
  const { resourceArn = "", state, executionRole, includeResources, exclusionRules, updateAt } = request;
  const image = call.store.images.get(resourceArn);
  if (image === undefined) {
    throw notFound(resourceArn);
  }
  const status = checked(request, image);
  const due = updateAt;
  const doing: Doing = {
    image,
    action: actionFor[status],
    includeResources,
    exclusionRules,
    executionRole,
    world: call.world,
    store: call.store,
    at: due ?? new Date(),
  };
  if (includeResources === undefined && due === undefined) {
    changeImage(doing);
    return { resourceArn };
  }
  if (isUnderWay(image, call)) {
    throw new AwsError("ResourceInUseException", `${resourceArn} has a lifecycle execution in progress.`);
  }
  const execution: ExecutedPolicy = {
    lifecycleExecutionId: `lce-${randomUUID()}`,
    imageArn: image.arn,
    state: { status: due === undefined ? "IN_PROGRESS" : "PENDING" },
    startTime: new Date(),
    resources: [],
  };
  call.store.lifecycleExecutions.push(execution);
  // AMIs are given their time of deprecation at once; only the image waits for it.
  if (due !== undefined) execution.resources = reportOf(doing, actOnOutputs(doing), undefined);
  const wait = due === undefined ? call.settings.phaseMilliseconds : due.getTime() - Date.now();
  void carryOut(execution, doing, wait, state?.status).catch(() => undefined); // The world has ended.
  return { resourceArn, lifecycleExecutionId: execution.lifecycleExecutionId };
}

function checked(request: StartResourceStateUpdateRequest, image: StoredImage): ResourceStatus {
  const { state, executionRole, includeResources, updateAt } = request;
  const status = state?.status;
  const is = image.state.status;
  const final: readonly (ImageStatus | undefined)[] = ["AVAILABLE", "DEPRECATED", "DISABLED"];
  if (status === undefined) {
    throw refuse("A state must be given.");
  }
  if (image.type === "DOCKER" && status !== "DELETED") {
    throw refuse("Container images support the state DELETED only.");
  }
  if (!final.includes(is) && !((is === "FAILED" || is === "CANCELLED") && status === "DELETED")) {
    throw refuse(`An image that is ${is} can't become ${status}.`);
  }
  if ((executionRole === undefined) !== (includeResources === undefined)) {
    throw refuse("executionRole and includeResources must be given together.");
  }
  if (status === "DELETED" && includeResources === undefined) {
    throw refuse("To delete an image, its resources must be included. DeleteImage deletes the image alone.");
  }
  if (status !== "DELETED" && (includeResources?.snapshots ?? includeResources?.containers) === true) {
    throw refuse("Snapshots and containers can be included with the state DELETED only.");
  }
  if (updateAt !== undefined && (status !== "DEPRECATED" || updateAt <= new Date())) {
    throw refuse("updateAt must be in the future, and is valid with the state DEPRECATED only.");
  }
  return status;
}

const isUnderWay = ({ arn }: StoredImage, { store }: Call): boolean =>
  store.lifecycleExecutions.some(
    ({ imageArn, state }) =>
      imageArn === arn && ["PENDING", "IN_PROGRESS", "CANCELLING"].includes(state?.status ?? ""),
  );

/** The longest that a timer of Node can wait. */
const longest = 2 ** 31 - 1;

async function carryOut(
  execution: ExecutedPolicy,
  doing: Doing,
  milliseconds: number,
  wanted: ResourceStatus | undefined,
): Promise<void> {
  const isScheduled = execution.state?.status === "PENDING";
  for (let left = milliseconds; left > 0; left -= longest) {
    await sleep(Math.min(left, longest), undefined, { signal: doing.world.end.signal, ref: !isScheduled });
  }
  if (execution.state?.status === "CANCELLED") return;
  const outputs = isScheduled ? [] : actOnOutputs(doing);
  // What is excluded keeps an image from being deleted, not from being deprecated or disabled.
  const stays = outputs.find(
    ({ status }) => status === "FAILED" || (status === "SKIPPED" && wanted === "DELETED"),
  );
  if (stays === undefined) changeImage(doing);
  if (!isScheduled) execution.resources = reportOf(doing, outputs, stays);
  const failed = outputs.find(({ status }) => status === "FAILED");
  execution.resourcesImpactedSummary = { hasImpactedResources: execution.resources.length > 0 };
  execution.state =
    failed === undefined ? { status: "SUCCESS" } : { status: "FAILED", reason: failed.reason };
  execution.endTime = new Date();
}

export function cancelLifecycleExecution(
  { lifecycleExecutionId }: CancelLifecycleExecutionRequest,
  { store }: Call,
) {
  const execution = findExecution(store, lifecycleExecutionId);
  if (!["PENDING", "IN_PROGRESS"].includes(execution.state?.status ?? "")) {
    throw refuse("The lifecycle execution has come to its end.");
  }
  execution.state = { status: "CANCELLED" };
  execution.endTime = new Date();
  return { lifecycleExecutionId };
}
