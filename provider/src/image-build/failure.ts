// Why a build failed: AWS's reason, the step that failed, and what it said.

import type { Image, ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import { stepOf } from "./steps";

const endings = ["FAILED", "CANCELLED", "DEPRECATED", "DELETED", "DISABLED"];

/** Whether a build has come to an end at which there is no image to use. */
export const endedWithoutImage = (status: string | undefined): boolean =>
  status !== undefined && endings.includes(status);

export async function failureOf(image: Image, client: ImagebuilderClient): Promise<string> {
  const status = image.state?.status ?? "of unknown state";
  const lines = [`${image.arn} is ${status}: ${image.state?.reason ?? "AWS gives no reason"}`];
  const step = await stepOf(image.arn, "FAILED", client);
  if (step) {
    lines.push(
      `step ${step.name} (${step.action}) of the ${step.workflow} workflow: ${step.message ?? step.status}`,
    );
  }
  // A build that was cancelled or stopped halfway can leave AMIs behind, which cost and which nobody looks for.
  const left = (image.outputResources?.amis ?? []).flatMap(({ region, image: id }) =>
    id ? [`${id} in ${region}`] : [],
  );
  if (left.length > 0) lines.push(`AMIs that it leaves behind: ${left.join(", ")}`);
  return lines.join("\n");
}
