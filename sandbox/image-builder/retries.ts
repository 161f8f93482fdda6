// A build that ended early goes on in place: RetryImage runs the phase in which it ended again, and those after it.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/distribution-enhanced_functionality.html

import type { RetryImageRequest, WorkflowType } from "@aws-sdk/client-imagebuilder";
import { runImage } from "./build";
import type { Call } from "./call";
import { AwsError } from "./errors";
import { changeState } from "./image-states";

const refuse = (message: string): AwsError => new AwsError("InvalidRequestException", message);

/** With the configurations that it was started with. The operation doesn't list ResourceNotFoundException. */
export function retryImage({ imageBuildVersionArn: arn = "" }: RetryImageRequest, call: Call) {
  const image = call.store.images.get(arn);
  if (image === undefined) {
    throw refuse(`The image '${arn}' cannot be found.`);
  }
  const { status } = image.state;
  if (status !== "FAILED" && status !== "CANCELLED") {
    throw refuse(`An image that is ${status} can't be retried: it must be FAILED or CANCELLED.`);
  }
  if (image.type !== "AMI") {
    throw refuse("Only images of the type AMI can be retried.");
  }
  const runs = [...call.store.workflowRuns.values()].filter((run) => run.imageBuildVersionArn === arn);
  const phase = runs.at(-1)?.type;
  if (phase === undefined || phase === "BUILD") {
    throw refuse("The image ended before its test phase, and can't be retried.");
  }
  for (const run of runs) {
    if (isFrom(phase, run.type)) run.retried = true;
  }
  changeState(image, { status: phase === "TEST" ? "TESTING" : "DISTRIBUTING" }, call);
  image.attempt = (image.attempt ?? 0) + 1;
  runImage(image, call, phase);
  return { imageBuildVersionArn: arn };
}

const isFrom = (phase: WorkflowType, type: WorkflowType): boolean =>
  type === phase || type === "DISTRIBUTION";
