// Why a build failed: AWS's reason, the step that failed, and what it said.

import type { Image, ImagebuilderClient, WorkflowStepMetadata } from "@aws-sdk/client-imagebuilder";
import { sdk } from "../aws";

export async function failureOf(image: Image, client: ImagebuilderClient): Promise<string> {
  const status = image.state?.status ?? "of unknown state";
  const lines = [`${image.arn} is ${status}: ${image.state?.reason ?? "AWS gives no reason"}`];
  const step = await failedStep(image, client);
  if (step) {
    lines.push(
      `step ${step.name} (${step.action}) of the ${step.workflow} workflow: ${step.message ?? step.status}`,
    );
  }
  return lines.join("\n");
}

type FailedStep = WorkflowStepMetadata & { workflow: string };

/** Looked up only to say more; a refusal here must not hide the failure itself. */
async function failedStep(image: Image, client: ImagebuilderClient): Promise<FailedStep | undefined> {
  const { ListWorkflowExecutionsCommand, ListWorkflowStepExecutionsCommand } = sdk();
  try {
    const { workflowExecutions } = await client.send(
      new ListWorkflowExecutionsCommand({ imageBuildVersionArn: image.arn }),
    );
    for (const execution of workflowExecutions ?? []) {
      if (execution.status !== "FAILED") continue;
      const { steps } = await client.send(
        new ListWorkflowStepExecutionsCommand({ workflowExecutionId: execution.workflowExecutionId }),
      );
      const failed = steps?.find((candidate) => candidate.status === "FAILED");
      if (failed) return { ...failed, workflow: (execution.type ?? "").toLowerCase() };
    }
  } catch {
    return undefined;
  }
  return undefined;
}
