import type {
  CreateLifecyclePolicyRequest,
  DeleteLifecyclePolicyRequest,
  GetLifecyclePolicyRequest,
  ListLifecyclePoliciesRequest,
  UpdateLifecyclePolicyRequest,
} from "@aws-sdk/client-imagebuilder";
import { arnOf } from "./arns";
import { type Call, now, stopDryRun } from "./call";
import { alreadyExists, notFound } from "./errors";
import { checkLifecyclePolicy } from "./lifecycle-rules";
import { filtered, page } from "./paging";

/** Policies are kept here; lifecycle-executions.ts runs them. */
export function createLifecyclePolicy(request: CreateLifecyclePolicyRequest, { store }: Call) {
  checkLifecyclePolicy(request);
  const { clientToken: _token, name = "", status = "ENABLED", ...policy } = request;
  const arn = arnOf(store.place, "lifecycle-policy", name);
  if (store.lifecyclePolicies.has(arn)) {
    throw alreadyExists("LifecyclePolicy", arn);
  }
  stopDryRun(request);
  const dateCreated = new Date(now());
  store.lifecyclePolicies.set(arn, { ...policy, arn, name, status, dateCreated });
  return { lifecyclePolicyArn: arn };
}

/** An update says everything anew, but for name and tags. */
export function updateLifecyclePolicy(request: UpdateLifecyclePolicyRequest, { store }: Call) {
  const { clientToken: _token, lifecyclePolicyArn: arn = "", status = "ENABLED", ...policy } = request;
  const stored = store.lifecyclePolicies.get(arn);
  if (stored === undefined) {
    throw notFound(arn);
  }
  checkLifecyclePolicy(request);
  const { name, tags, dateCreated } = stored;
  const dateUpdated = new Date(now());
  store.lifecyclePolicies.set(arn, { ...policy, arn, name, tags, status, dateCreated, dateUpdated });
  return { lifecyclePolicyArn: arn };
}

export function getLifecyclePolicy(
  { lifecyclePolicyArn: arn = "" }: GetLifecyclePolicyRequest,
  { store }: Call,
) {
  const lifecyclePolicy = store.lifecyclePolicies.get(arn);
  if (lifecyclePolicy === undefined) {
    throw notFound(arn);
  }
  return { lifecyclePolicy };
}

export function deleteLifecyclePolicy(
  { lifecyclePolicyArn: arn = "" }: DeleteLifecyclePolicyRequest,
  { store }: Call,
) {
  if (!store.lifecyclePolicies.delete(arn)) {
    throw notFound(arn);
  }
  return { lifecyclePolicyArn: arn };
}

export function listLifecyclePolicies(request: ListLifecyclePoliciesRequest, { store }: Call) {
  const { items, nextToken } = page(
    filtered([...store.lifecyclePolicies.values()], request.filters, {
      name: ({ name }) => name,
      resourceType: ({ resourceType }) => resourceType,
      status: ({ status }) => status,
    }),
    request,
  );
  return { lifecyclePolicySummaryList: items, nextToken };
}
