// Whether a build that ended early can go on in place, instead of a new one.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/distribution-enhanced_functionality.html

import { isDeepStrictEqual } from "node:util";
import type { Image, WorkflowExecutionMetadata } from "@aws-sdk/client-imagebuilder";
import type { Aws } from "../aws/clients";
import { sdk } from "../aws/clients";
import { errorMessage, errorName, explain, isDenied } from "../aws/errors";
import type { ImageBuildInputs } from "../checks/schema/generated/types";
import { digest, regionOf } from "./builds";

/** Why it isn't retried; undefined where it goes on. */
export async function retry(image: Image, inputs: ImageBuildInputs, aws: Aws): Promise<string | undefined> {
  const arn = image.arn ?? "";
  try {
    const executions = await executionsOf(arn, inputs, aws);
    const hindrance = phaseHindrance(image, executions) ?? (await changedSince(image, inputs, aws));
    if (hindrance !== undefined) return hindrance;
    const { RetryImageCommand } = sdk();
    const clientToken = digest(["retry", arn, executions.length]);
    await named(
      "imagebuilder:RetryImage",
      aws
        .imageBuilder(regionOf(inputs))
        .send(new RetryImageCommand({ imageBuildVersionArn: arn, clientToken })),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof Hindered)) throw error;
    return error.message;
  }
}

/** A retry that may not be tried, or that AWS refuses, is no reason not to build. */
class Hindered extends Error {}

async function named<T>(permission: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (isDenied(error)) throw new Hindered(`the permission ${permission} is missing`);
    if (errorName(error) === "InvalidRequestException") {
      throw new Hindered(`AWS refuses a retry: ${errorMessage(error)}`);
    }
    throw explain(error, permission);
  }
}

const retriable = ["TESTING", "DISTRIBUTING", "INTEGRATING"];

/** What was in front of the phase in which it ended is not run again. A failed test is tried once more, and no oftener. */
function phaseHindrance(
  { type, state }: Image,
  executions: readonly WorkflowExecutionMetadata[],
): string | undefined {
  if (type === "DOCKER") return "AWS retries AMIs only";
  const last = executions.filter(({ retried }) => retried !== true).at(-1)?.type;
  const phase = state?.failureContext?.imageStatus ?? phaseOf(last);
  if (phase === undefined || !retriable.includes(phase)) {
    return `a build that ends${phase === undefined ? "" : ` while ${phase}`} can't be retried`;
  }
  const wasRetried = executions.some((each) => each.type === "TEST" && each.retried === true);
  return phase === "TESTING" && state?.status === "FAILED" && wasRetried
    ? "its tests failed in a retry, too"
    : undefined;
}

/** The context of a failure is there for what has failed; for what was cancelled, its last workflow tells. */
const phaseOf = (type: string | undefined): string | undefined =>
  type === undefined ? undefined : { BUILD: "BUILDING", TEST: "TESTING", DISTRIBUTION: "DISTRIBUTING" }[type];

async function executionsOf(
  imageBuildVersionArn: string,
  inputs: ImageBuildInputs,
  aws: Aws,
): Promise<WorkflowExecutionMetadata[]> {
  const { paginateListWorkflowExecutions } = sdk();
  const pages = paginateListWorkflowExecutions(
    { client: aws.imageBuilder(regionOf(inputs)) },
    { imageBuildVersionArn },
  );
  const found: WorkflowExecutionMetadata[] = [];
  const all = (async () => {
    for await (const { workflowExecutions } of pages) found.push(...(workflowExecutions ?? []));
  })();
  await named("imagebuilder:ListWorkflowExecutions", all);
  return found.sort((one, other) => (one.startTime ?? "").localeCompare(other.startTime ?? ""));
}

const conditionOf = (made: Pick<Image, "imageScanningConfiguration"> | undefined) =>
  made?.imageScanningConfiguration?.scanResultCondition;

/** A retry takes the recipe, the scan condition and the distribution that the build was started with. */
async function changedSince(image: Image, inputs: ImageBuildInputs, aws: Aws): Promise<string | undefined> {
  const { GetDistributionConfigurationCommand, GetImagePipelineCommand } = sdk();
  const client = aws.imageBuilder(regionOf(inputs));
  const { imagePipeline } = await named(
    "imagebuilder:GetImagePipeline",
    client.send(new GetImagePipelineCommand({ imagePipelineArn: inputs.pipelineArn })),
  );
  if (imagePipeline?.imageRecipeArn !== image.imageRecipe?.arn) {
    return "the pipeline has had another recipe since";
  }
  if (!isDeepStrictEqual(conditionOf(imagePipeline), conditionOf(image))) {
    return "the pipeline has had another scan condition since";
  }
  const distributionConfigurationArn = imagePipeline?.distributionConfigurationArn;
  if (distributionConfigurationArn !== image.distributionConfiguration?.arn) {
    return "the pipeline has had another distribution configuration since";
  }
  if (distributionConfigurationArn === undefined) return undefined;
  const { distributionConfiguration } = await named(
    "imagebuilder:GetDistributionConfiguration",
    client.send(new GetDistributionConfigurationCommand({ distributionConfigurationArn })),
  );
  const same = isDeepStrictEqual(
    distributionConfiguration?.distributions,
    image.distributionConfiguration?.distributions,
  );
  return same
    ? undefined
    : "its distribution configuration has changed since, and a retry would use the former";
}
