// The AMI that a build has made in its own region: one that failed in its test phase has no output yet.

import type { Image, ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import { sdk } from "../aws/clients";
import { amisOf, regionOfImage } from "./outputs";

export async function outputAmi(image: Image, client: ImagebuilderClient): Promise<string | undefined> {
  const own = amisOf(image).find(({ region, isOwn }) => isOwn && region === regionOfImage(image));
  return own?.id ?? (await ofBuildStep(image, client));
}

/** https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html: CreateImage puts out `imageId`. */
async function ofBuildStep(image: Image, client: ImagebuilderClient): Promise<string | undefined> {
  const { paginateListWorkflowExecutions, paginateListWorkflowStepExecutions } = sdk();
  for await (const { workflowExecutions = [] } of paginateListWorkflowExecutions(
    { client },
    { imageBuildVersionArn: image.arn },
  )) {
    for (const { type, workflowExecutionId } of workflowExecutions) {
      if (type !== "BUILD") continue;
      for await (const { steps = [] } of paginateListWorkflowStepExecutions(
        { client },
        { workflowExecutionId },
      )) {
        const made = steps.find(({ action, outputs }) => action === "CreateImage" && outputs !== undefined);
        if (made !== undefined) return imageIdIn(made.outputs ?? "");
      }
    }
  }
  return undefined;
}

const imageIdIn = (outputs: string): string | undefined =>
  /"imageId"\s*:\s*"(ami-[0-9a-f]+)"/.exec(outputs)?.[1];
