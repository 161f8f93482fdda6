// Workflows in place of Image Builder's own.

import * as pulumi from "@pulumi/pulumi";
import { readDocument, readDocumentFile } from "../documents/read";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { partitionId } from "../checks/service-model/model";
import type { Context, GoldenImageArgs } from "./args";
import { parameterOrigins } from "./origins";
import { toParameters } from "./parameters";
import { versioned } from "./versioned";

type Workflow = NonNullable<GoldenImageArgs["workflows"]>[number];

/** What a workflow is called: its own name, or its type and position. */
export const workflowLabel = ({ name, type }: { name?: unknown; type?: unknown }, index: number): string =>
  (name as string | undefined) ?? `${String(type).toLowerCase()}-${index + 1}`;

export function planWorkflows(context: Context): { children: Child[]; used: Record<string, unknown>[] } {
  const children: Child[] = [];
  const used = (context.args.workflows ?? []).map((workflow, index) => {
    const key = `workflow-${workflowLabel(workflow, index)}`;
    if (workflow.arn === undefined) children.push(...planWorkflow(context, key, workflow, index));
    return {
      workflowArn: workflow.arn ?? new Ref(key, "arn"),
      onFailure: workflow.onFailure,
      parallelGroup: workflow.parallelGroup,
      parameters: toParameters(workflow.parameters),
    };
  });
  return { children, used };
}

/**
 * What a pipeline with an execution role says where the user says nothing. The provider keeps workflows that are left
 * out, so those of AWS stand in place of the user's when these are taken away. AWS's default distribution stays as long
 * as there is no other. The names: https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-workflows.html
 */
export function defaultWorkflows({ place, decisions }: Context): Record<string, unknown>[] {
  const kind = decisions.container ? "container" : "image";
  return (decisions.tested ? ["build", "test"] : ["build"]).map((type) => ({
    workflowArn: pulumi
      .output(place.region)
      .apply(
        (region) =>
          `arn:${partitionId(region)}:imagebuilder:${region}:aws:workflow/${type}/${type}-${kind}/x.x.x`,
      ),
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

function planWorkflow(context: Context, key: string, workflow: Workflow, index: number): Child[] {
  const label = key.slice("workflow-".length);
  return versioned(context, {
    key,
    kind: "workflow",
    name: `${context.name}-${label}`,
    origins: {
      type: `workflows[${index}].type`,
      data: `workflows[${index}].${workflow.documentFile === undefined ? "document" : "documentFile"}`,
    },
    type: "aws:imagebuilder/workflow:Workflow",
    content: {
      type: workflow.type,
      data:
        workflow.documentFile === undefined
          ? readDocument(workflow.document)
          : readDocumentFile(workflow.documentFile),
    },
  });
}
