// Pipelines of Image Builder that are there.

import type { Aws } from "./aws";
import { sdk } from "./aws";

/** The ARNs of those that a filter lets through, as far as the account may be asked and answers in time. */
export async function pipelinesBy(
  filter: "name" | "distributionConfigurationArn",
  value: string,
  region: unknown,
  aws: Aws,
  patienceMilliseconds?: number,
): Promise<string[]> {
  const { paginateListImagePipelines } = sdk();
  const found: string[] = [];
  try {
    const pages = paginateListImagePipelines(
      { client: aws.imageBuilder(region) },
      { filters: [{ name: filter, values: [value] }] },
      ...(patienceMilliseconds === undefined
        ? []
        : [{ abortSignal: AbortSignal.timeout(patienceMilliseconds) }]),
    );
    for await (const { imagePipelineList = [] } of pages) {
      found.push(...imagePipelineList.map(({ arn }) => String(arn)));
    }
  } catch {
    // Whoever can't ask hears of it from AWS, in the update.
  }
  return found;
}
