// Lifecycle policies at work. AWS runs them once a day, the sandbox when it is told to.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/lifecycle-policy-execution.html

import { randomUUID } from "node:crypto";
import type {
  LifecycleExecutionResource,
  LifecyclePolicy,
  ListLifecycleExecutionResourcesRequest,
  ListLifecycleExecutionsRequest,
} from "@aws-sdk/client-imagebuilder";
import { roleRefusal } from "../iam/roles";
import type { Call } from "./call";
import { notFound } from "./errors";
import { amisOf, containersOf, type Outcome } from "./lifecycle-actions";
import { type Chosen, chosenBy } from "./lifecycle-selection";
import { page } from "./paging";
import type { ExecutedPolicy, Store, Stored, World } from "./world";

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
  policy: LifecyclePolicy,
  world: World,
  store: Store,
  at: Date,
): LifecycleExecutionResource[] {
  const doing = { image, action, detail, policy, world, store, at };
  const outputs = image.type === "DOCKER" ? containersOf(doing) : amisOf(doing);
  const stays = outputs.find(({ status }) => status !== "SUCCESS");
  const itself: Outcome = {
    ...store.place,
    resourceId: image.arn,
    status: stays?.status ?? "SUCCESS",
    reason: stays && `${stays.resourceId} stays`,
  };
  if (stays === undefined) {
    image.state = {
      status: ({ DEPRECATE: "DEPRECATED", DISABLE: "DISABLED", DELETE: "DELETED" } as const)[action],
    };
  }
  return [...outputs, itself].map(
    ({ account, region, resourceId, status, reason, snapshots, imageUris }) => ({
      accountId: account,
      region,
      resourceId,
      state: { status, reason },
      action: { name: action },
      snapshots: snapshots?.map((snapshotId) => ({ snapshotId, state: { status } })),
      imageUris,
      startTime: at,
      endTime: at,
    }),
  );
}

export function listLifecycleExecutions(request: ListLifecycleExecutionsRequest, { store }: Call) {
  const own = store.lifecycleExecutions.filter(
    ({ lifecyclePolicyArn }) => lifecyclePolicyArn === request.resourceArn,
  );
  const { items, nextToken } = page(own.reverse(), request);
  return { lifecycleExecutions: items.map(({ resources: _, ...execution }) => execution), nextToken };
}

export function listLifecycleExecutionResources(
  request: ListLifecycleExecutionResourcesRequest,
  { store }: Call,
) {
  const { lifecycleExecutionId = "", parentResourceId } = request;
  const found = store.lifecycleExecutions.find((each) => each.lifecycleExecutionId === lifecycleExecutionId);
  if (found === undefined) {
    throw notFound(lifecycleExecutionId);
  }
  // An image's outputs are listed below it.
  const listed = found.resources.filter(({ resourceId = "" }) =>
    parentResourceId === undefined ? resourceId.includes(":image/") : !resourceId.includes(":image/"),
  );
  const { items, nextToken } = page(listed, request);
  return { lifecycleExecutionId, lifecycleExecutionState: found.state, resources: items, nextToken };
}
