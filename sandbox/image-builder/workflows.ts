import type {
  CreateWorkflowRequest,
  DeleteWorkflowRequest,
  GetWorkflowRequest,
  ListWorkflowBuildVersionsRequest,
  ListWorkflowsRequest,
  Workflow,
  WorkflowVersion,
} from "@aws-sdk/client-imagebuilder";
import { arnOf, compareArns, highest, latestVersionReferences, refersTo, versionArn } from "./arns";
import { type Call, now, stopDryRun } from "./call";
import { alreadyExists, AwsError, dependedOn, notEmulated, notFound } from "./errors";
import { managedWorkflows } from "./managed-workflows";
import { filtered, page } from "./paging";
import { readText } from "./s3-objects";
import type { WorkflowDefinition } from "./workflow-definitions";
import { parseWorkflow } from "./workflow-documents";
import type { Store, Stored } from "./world";

type StoredWorkflow = Stored<Workflow> & Pick<Required<Workflow>, "type" | "data" | "version">;

export function createWorkflow(request: CreateWorkflowRequest, call: Call) {
  const { store } = call;
  const { name = "", semanticVersion = "", type = "BUILD" } = request;
  const data = readText(call, request.data, request.uri, ["data", "uri"]);
  const { parameters } = parseWorkflow(data, type);
  const kind = `workflow/${type.toLowerCase()}` as const;
  const builds = [...store.workflows.values()].filter(({ arn }) =>
    refersTo(arnOf(store.place, kind, name, semanticVersion), arn),
  );
  // As with components, the same document again is refused.
  const identical = builds.find((build) => build.data === data);
  if (identical !== undefined) {
    throw alreadyExists("Workflow", identical.arn);
  }
  stopDryRun(request);
  const latest = Math.max(0, ...builds.map(({ arn }) => Number(arn.split("/").at(-1))));
  const arn = arnOf(store.place, kind, name, semanticVersion, latest + 1);
  store.workflows.set(arn, {
    arn,
    name,
    version: semanticVersion,
    description: request.description,
    changeDescription: request.changeDescription,
    type,
    owner: store.place.account,
    data,
    kmsKeyId: request.kmsKeyId,
    dateCreated: now(),
    tags: request.tags,
    parameters,
  });
  return { workflowBuildVersionArn: arn, latestVersionReferences: latestVersionReferences(arn) };
}

/** The own workflow that a reference means, with or without build, also with `x` in its version. */
export function findWorkflow(store: Store, reference: string): StoredWorkflow | undefined {
  const arn = highest(reference, store.workflows.keys());
  return arn === undefined ? undefined : store.workflows.get(arn);
}

/** What runs when a pipeline names this workflow: an own one, or Amazon's. */
export function defineWorkflow(store: Store, reference: string): WorkflowDefinition | undefined {
  const managed = managedWorkflows(store.place.region).find(({ arn }) => refersTo(reference, arn));
  const own = findWorkflow(store, reference);
  return own === undefined
    ? managed
    : { arn: own.arn, type: own.type, parameters: own.parameters ?? [], ...stepsOf(own) };
}

const stepsOf = ({ data, type }: StoredWorkflow) => {
  const { steps, outputs } = parseWorkflow(data, type);
  return { steps, outputs };
};

export function getWorkflow(
  { workflowBuildVersionArn: reference = "" }: GetWorkflowRequest,
  { store }: Call,
) {
  const workflow = findWorkflow(store, reference);
  if (workflow === undefined) {
    if (defineWorkflow(store, reference) !== undefined) {
      throw notEmulated("the documents of Amazon's workflows");
    }
    throw notFound(reference);
  }
  return { workflow, latestVersionReferences: latestVersionReferences(workflow.arn) };
}

export function deleteWorkflow(
  { workflowBuildVersionArn: arn = "" }: DeleteWorkflowRequest,
  { store }: Call,
) {
  if (!store.workflows.has(arn)) {
    throw notFound(arn);
  }
  const used = [...store.imagePipelines.values()].flatMap(({ workflows }) => workflows ?? []);
  if (used.some(({ workflowArn = "" }) => findWorkflow(store, workflowArn)?.arn === arn)) {
    throw dependedOn(arn);
  }
  store.workflows.delete(arn);
  return { workflowBuildVersionArn: arn };
}

export function listWorkflows(request: ListWorkflowsRequest, { store }: Call) {
  if (request.byName === true) {
    throw notEmulated("lists by name");
  }
  const versions = new Map(
    workflowsOf(request.owner, store)
      .map((workflow) => ({ ...workflow, arn: versionArn(workflow.arn ?? "") }))
      .map((workflow) => [workflow.arn, workflow] as const),
  );
  const { items, nextToken } = page(
    filtered([...versions.values()], request.filters, {
      description: ({ description }) => description,
      name: ({ name }) => name,
      type: ({ type }) => type,
      version: ({ version }) => version,
    }),
    request,
  );
  return { workflowVersionList: items, nextToken };
}

function workflowsOf(owner: ListWorkflowsRequest["owner"], store: Store): WorkflowVersion[] {
  switch (owner) {
    case undefined:
    case "Self":
      return [...store.workflows.values()].map(({ dateCreated, ...workflow }) => ({
        ...workflow,
        dateCreated,
      }));
    case "Amazon":
      return managedWorkflows(store.place.region).map(({ arn, type }) => {
        const [, , name, version] = arn.split("/");
        return { arn, name, version, type, owner: "Amazon" };
      });
    default:
      return [];
  }
}

export function listWorkflowBuildVersions(request: ListWorkflowBuildVersionsRequest, { store }: Call) {
  const reference = request.workflowVersionArn;
  if (reference === undefined) {
    throw new AwsError(
      "InvalidRequestException",
      "The request is not valid: 'workflowVersionArn' is required.",
    );
  }
  const builds = [...store.workflows.values()]
    .filter(({ arn }) => refersTo(reference, arn))
    .sort((left, right) => compareArns(right.arn, left.arn));
  const { items, nextToken } = page(builds, request);
  return { workflowSummaryList: items, nextToken };
}
