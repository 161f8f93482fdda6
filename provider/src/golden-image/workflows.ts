// Workflows in place of Image Builder's own.

import type { imagebuilder as aws } from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import { readDocument, readDocumentFile } from "../documents/read";
import { child } from "../plan/child";
import type { Child, Fields } from "../plan/child";
import type { Ref } from "../plan/deferred";
import { partitionId } from "../checks/service-model/model";
import type { Context, GoldenImageArgs } from "./args";
import { parameterOrigins } from "./origins";
import { toParameters } from "./parameters";
import { versioned } from "./versioned";
import type { Versioned } from "./versioned";

type Workflow = NonNullable<GoldenImageArgs["workflows"]>[number];

/** What a workflow is called: its own name, or its type and position. */
export const workflowLabel = ({ name, type }: { name?: unknown; type?: unknown }, index: number): string =>
  name === undefined ? `${String(type).toLowerCase()}-${index + 1}` : String(name);

type PipelineWorkflow = Fields<aws.ImagePipelineWorkflow>;

export interface PlannedWorkflows {
  children: Child[];
  /** As the pipeline takes them. */
  used: PipelineWorkflow[];
  /** ARNs of versions of workflows that Pulumi doesn't know. */
  leftovers: Ref<string[]>[];
}

export function planWorkflows(context: Context): PlannedWorkflows {
  const children: Child[] = [];
  const leftovers: Ref<string[]>[] = [];
  const used = (context.args.workflows ?? []).map((workflow, index): PipelineWorkflow => {
    const { arn, onFailure, parallelGroup, parameters } = workflow;
    const settings = { onFailure, parallelGroup, parameters: toParameters(parameters) };
    if (arn !== undefined) return { workflowArn: arn, ...settings };
    const own = planWorkflow(context, workflow, index);
    children.push(...own.children);
    leftovers.push(own.leftovers);
    return { workflowArn: own.made.out.arn, ...settings };
  });
  return { children, used, leftovers };
}

/**
 * What a pipeline with an execution role says where the user says nothing. The provider keeps workflows that are left
 * out, so those of AWS stand in place of the user's when these are taken away. AWS's default distribution stays as long
 * as there is no other. The names: https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-workflows.html
 */
export function defaultWorkflows({ region, decisions }: Context): PipelineWorkflow[] {
  const kind = decisions.container ? "container" : "image";
  return (decisions.tested ? ["build", "test"] : ["build"]).map((type) => ({
    workflowArn: pulumi
      .output(region)
      .apply((at) => `arn:${partitionId(at)}:imagebuilder:${at}:aws:workflow/${type}/${type}-${kind}/x.x.x`),
  }));
}

/** Where the pipeline's workflows come from. */
export function workflowOrigins({ args }: Context): Record<string, string> {
  const entries = (args.workflows ?? []).flatMap((workflow, index): [string, string][] => {
    const path = `workflows[${index}]`;
    return [
      [path, path],
      [`${path}.workflowArn`, `${path}.arn`],
      ...parameterOrigins(path, `${path}.parameters`, workflow.parameters),
    ];
  });
  return Object.fromEntries(entries);
}

const workflowType = "aws:imagebuilder/workflow:Workflow";

function planWorkflow(context: Context, workflow: Workflow, index: number): Versioned<typeof workflowType> {
  const { args } = context;
  const label = workflowLabel(workflow, index);
  const key = `workflow-${label}`;
  const path = `workflows[${index}]`;
  const { type, document, documentFile } = workflow;
  if (type === undefined) throw new Error("unreachable: a rule wants the type of an own workflow");
  const data = documentFile === undefined ? readDocument(document) : readDocumentFile(documentFile);
  return versioned(
    context,
    { key, kind: "workflow", name: `${context.name}-${label}`, content: { type, data } },
    (identity, content) =>
      child({
        key,
        type: workflowType,
        args: { ...identity, ...content, tags: args.tags, region: args.region },
        origins: {
          type: `${path}.type`,
          data: `${path}.${documentFile === undefined ? "document" : "documentFile"}`,
          tags: "tags",
        },
      }),
  );
}
