// Why a build failed: the component, the step or the regions that failed, what they said, and where their log is.

import type { Image, ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import type { Aws } from "../aws/clients";
import type { DistributionFailureContext, ImageFailureContext } from "../aws/newer-members";
import { logLines } from "./log";
import { amisOf } from "./outputs";
import { stepOf } from "./steps";
import type { Step } from "./steps";

const endings = ["FAILED", "CANCELLED", "DEPRECATED", "DELETED", "DISABLED"];

/** Whether a build has come to an end at which there is no image to use. */
export const endedWithoutImage = (status: string | undefined): boolean =>
  status !== undefined && endings.includes(status);

export async function failureOf(image: Image, aws: Aws, region: unknown): Promise<string> {
  const client = aws.imageBuilder(region);
  const { status = "of unknown state", reason, failureContext: context } = image.state ?? {};
  const step = await failedStep(image, context, client);
  const told = [...componentLines(context), ...regionLines(context?.distributionFailure)];
  const lines = [
    `${image.arn} is ${status}${context?.imageStatus === undefined ? "" : `, and was ${context.imageStatus}`}`,
    ...(told.length > 0 ? told : reasonLines(reason, step)),
    ...(step === undefined ? [] : await logLines(image, step, aws, region)),
  ];
  // A build that was cancelled or stopped halfway can leave AMIs behind, which cost and which nobody looks for.
  const left = amisOf(image).flatMap((ami) => (ami.id ? [`${ami.id} in ${ami.region}`] : []));
  if (left.length > 0) lines.push(`AMIs that it leaves behind: ${left.join(", ")}`);
  return lines.join("\n");
}

/** AWS names it; where it doesn't, the executions of the workflows do, to whoever may list them. */
async function failedStep(
  image: Image,
  context: ImageFailureContext | undefined,
  client: ImagebuilderClient,
): Promise<Partial<Step> | undefined> {
  if (image.state?.status !== "FAILED") return undefined;
  const step = await stepOf(image.arn, "FAILED", client);
  if (step !== undefined || context?.failedStep === undefined) return step;
  return { name: context.failedStep, workflow: context.workflowArn?.split("/").at(1) ?? "" };
}

function componentLines(context: ImageFailureContext | undefined): string[] {
  const failure = context?.componentFailure;
  if (failure === undefined) return [];
  const { componentArn, phaseName, stepName, action, errorMessage = "AWS gives no message" } = failure;
  const place = `component ${componentArn}, phase ${phaseName}, step ${stepName} (${action})`;
  return [`${place}: ${errorMessage}`];
}

/** AWS's names of steps, in words. */
const configuring: Readonly<Record<string, string>> = {
  ASSOCIATE_LICENSES: "associating licenses",
  UPDATE_LAUNCH_TEMPLATES: "updating launch templates",
  PUT_SSM_PARAMETERS: "writing SSM parameters",
  UPDATE_FAST_LAUNCH_CONFIGURATIONS: "configuring fast launch",
  EXPORT_AMI: "exporting the AMI",
};

function regionLines(failure: DistributionFailureContext | undefined): string[] {
  if (failure === undefined) return [];
  const { errorMessage = "AWS gives no message", regionFailures = [] } = failure;
  if (regionFailures.length === 0) return [`distribution: ${errorMessage}`];
  return regionFailures.map((each) => {
    const step = each.imageConfigurationStep;
    const what = step === undefined ? "copying" : (configuring[step] ?? step);
    const account = each.targetAccountId === undefined ? "" : ` to account ${each.targetAccountId}`;
    return `distribution in ${each.region}${account}, ${what}: ${each.errorMessage ?? each.status}`;
  });
}

/** The step's message is most often a part of the reason, and then isn't said again. */
function reasonLines(reason: string | undefined, step: Partial<Step> | undefined): string[] {
  const { name, action, workflow, message } = step ?? {};
  const place =
    step && `step ${name}${action === undefined ? "" : ` (${action})`} of the ${workflow} workflow`;
  if (place === undefined) return [reason ?? "AWS gives no reason"];
  if (message === undefined) return [`${place}: ${reason ?? "AWS gives no reason"}`];
  return reason === undefined || reason.includes(message.slice(0, 200))
    ? [`${place}: ${message}`]
    : [`${place}: ${message}`, reason];
}
