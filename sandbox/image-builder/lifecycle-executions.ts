// Lifecycle policies at work. AWS runs them once a day, the sandbox when it is told to.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/lifecycle-policy-execution.html

import { randomUUID } from "node:crypto";
import type {
  GetLifecycleExecutionRequest,
  LifecyclePolicy,
  ListLifecycleExecutionResourcesRequest,
  ListLifecycleExecutionsRequest,
} from "@aws-sdk/client-imagebuilder";
import { roleRefusal } from "../iam/roles";
import type { Call } from "./call";
import { AwsError } from "./errors";
import { amisOf, containersOf, type Doing, type Outcome } from "./lifecycle-actions";
import { type Chosen, chosenBy } from "./lifecycle-selection";
import { page } from "./paging";
import type { ExecutedPolicy, ExecutedResource, Store, Stored, World } from "./world";

/** Every policy that is enabled, as if it were a certain time. */
export const runLifecyclePolicies = (world: World, at: Date): ExecutedPolicy[] =>
  [...world.allStores()].flatMap((store) =>
    [...store.lifecyclePolicies.values()]
      .filter(({ status }) => status === "ENABLED")
      .map((policy) => run(policy, world, store, at)),
  );

function run(policy: Stored<LifecyclePolicy>, world: World, store: Store, at: Date): ExecutedPolicy {
  const service = "imagebuilder.amazonaws.com";
  const use = { ...store.place, service, roleArn: policy.executionRole };
  const refusal = roleRefusal(world.records, { ...use, action: "ec2:DescribeImages", resource: "*" });
  const resources =
    refusal === undefined
      ? chosenBy(policy, store, at).flatMap((chosen) => act(chosen, policy, world, store, at))
      : [];
  const failed = refusal !== undefined || resources.some(({ state }) => state?.status === "FAILED");
  const execution: ExecutedPolicy = {
    lifecycleExecutionId: `lce-${randomUUID()}`,
    lifecyclePolicyArn: policy.arn,
    resourcesImpactedSummary: { hasImpactedResources: resources.length > 0 },
    state: { status: failed ? "FAILED" : "SUCCESS", ...(refusal !== undefined && { reason: refusal }) },
    startTime: at,
    endTime: at,
    resources,
  };
  policy.dateLastRun = at;
  store.lifecycleExecutions.push(execution);
  return execution;
}

/** First what the image stands for. Where any of that stays, the image stays as it is: of this AWS says nothing. */
function act(
  { image, action, detail }: Chosen,
  { executionRole }: LifecyclePolicy,
  world: World,
  store: Store,
  at: Date,
): ExecutedResource[] {
  const { action: { includeResources } = {}, exclusionRules } = detail;
  const doing = { image, action, includeResources, exclusionRules, executionRole, world, store, at };
  const outputs = actOnOutputs(doing);
  const stays = outputs.find(({ status }) => status !== "SUCCESS");
  if (stays === undefined) {
    changeImage(doing);
  }
  return reportOf(doing, outputs, stays);
}

export const actOnOutputs = (doing: Doing): Outcome[] =>
  doing.image.type === "DOCKER" ? containersOf(doing) : amisOf(doing);

const stateAfter = {
  DEPRECATE: "DEPRECATED",
  DISABLE: "DISABLED",
  DELETE: "DELETED",
  AVAILABLE: "AVAILABLE",
} as const;

export function changeImage({ image, action }: Pick<Doing, "image" | "action">): void {
  image.state = { status: stateAfter[action] };
}

/** What became of the outputs, and of the image, which stays because of one of them or not at all. */
export function reportOf(
  { image, action, store, at }: Doing,
  outputs: readonly Outcome[],
  stays: Outcome | undefined,
): ExecutedResource[] {
  const itself: Outcome = {
    ...store.place,
    resourceId: image.arn,
    status: stays?.status ?? "SUCCESS",
    reason: stays && `${stays.resourceId} stays`,
  };
  return [...outputs, itself].map((outcome) => {
    const { account, region, resourceId, status, reason, snapshots, imageUris } = outcome;
    return {
      accountId: account,
      region,
      resourceId,
      ...(outcome !== itself && { parentResourceId: image.arn }),
      state: { status, reason },
      action: { name: action },
      snapshots: snapshots?.map((snapshotId) => ({ snapshotId, state: { status } })),
      imageUris,
      startTime: at,
      endTime: at,
    };
  });
}

export function listLifecycleExecutions(request: ListLifecycleExecutionsRequest, { store }: Call) {
  const own = store.lifecycleExecutions.filter(
    ({ lifecyclePolicyArn, imageArn }) => (lifecyclePolicyArn ?? imageArn) === request.resourceArn,
  );
  const { items, nextToken } = page(own.reverse(), request);
  return { lifecycleExecutions: items.map(({ resources: _, ...execution }) => execution), nextToken };
}

/** Operations on executions don't list ResourceNotFoundException among their errors. */
export function findExecution(store: Store, id = ""): ExecutedPolicy {
  const found = store.lifecycleExecutions.find((each) => each.lifecycleExecutionId === id);
  if (found === undefined) {
    throw new AwsError("InvalidRequestException", `The lifecycle execution '${id}' cannot be found.`);
  }
  return found;
}

export const getLifecycleExecution = (
  { lifecycleExecutionId }: GetLifecycleExecutionRequest,
  { store }: Call,
) => ({ lifecycleExecution: findExecution(store, lifecycleExecutionId) });

export function listLifecycleExecutionResources(
  request: ListLifecycleExecutionResourcesRequest,
  { store }: Call,
) {
  const { lifecycleExecutionId = "", parentResourceId } = request;
  const found = findExecution(store, lifecycleExecutionId);
  // An image's outputs are listed below it.
  const listed = found.resources.filter((resource) => resource.parentResourceId === parentResourceId);
  const { items, nextToken } = page(listed, request);
  return { lifecycleExecutionId, lifecycleExecutionState: found.state, resources: items, nextToken };
}
