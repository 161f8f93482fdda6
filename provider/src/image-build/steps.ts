// The step of a build's workflows that runs now, or that failed.

import type { ImagebuilderClient, WorkflowStepMetadata } from "@aws-sdk/client-imagebuilder";
import { sdk } from "../aws/clients";

export type Step = WorkflowStepMetadata & { workflow: string };

/** Looked up only to say more: whoever may not look it up still sees the build's own state and reason. */
export async function stepOf(
  imageArn: string | undefined,
  status: "RUNNING" | "FAILED",
  client: ImagebuilderClient,
): Promise<Step | undefined> {
  const { paginateListWorkflowExecutions, paginateListWorkflowStepExecutions } = sdk();
  try {
    for await (const page of paginateListWorkflowExecutions({ client }, { imageBuildVersionArn: imageArn })) {
      for (const execution of page.workflowExecutions ?? []) {
        if (execution.status !== status || execution.retried === true) continue;
        const workflowExecutionId = execution.workflowExecutionId;
        for await (const { steps } of paginateListWorkflowStepExecutions(
          { client },
          { workflowExecutionId },
        )) {
          const step = steps?.find((candidate) => candidate.status === status);
          if (step) return { ...step, workflow: (execution.type ?? "").toLowerCase() };
        }
      }
    }
  } catch {
    return undefined;
  }
  return undefined;
}
