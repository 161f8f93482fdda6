// Workflows in place of Image Builder's own.

import { readDocument, readDocumentFile } from "../documents/read";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
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
