// Pipelines of Image Builder that are there.

import type { Aws } from "./clients";
import { sdk } from "./clients";

export interface FoundPipeline {
  arn: string;
  tags: Readonly<Record<string, string>>;
}

type Filter = "name" | "distributionConfigurationArn" | "imageRecipeArn" | "containerRecipeArn";

/** Those that a filter lets through, as far as the account may be asked and answers in time. */
export async function pipelinesBy(
  filter: Filter,
  value: string,
  region: unknown,
  aws: Aws,
  patienceMilliseconds?: number,
): Promise<FoundPipeline[]> {
  const { paginateListImagePipelines } = sdk();
  const found: FoundPipeline[] = [];
  try {
    const pages = paginateListImagePipelines(
      { client: aws.imageBuilder(region) },
      { filters: [{ name: filter, values: [value] }] },
      ...(patienceMilliseconds === undefined
        ? []
        : [{ abortSignal: AbortSignal.timeout(patienceMilliseconds) }]),
    );
    for await (const { imagePipelineList = [] } of pages) {
      found.push(...imagePipelineList.map(({ arn, tags }) => ({ arn: String(arn), tags: tags ?? {} })));
    }
  } catch {
    // Whoever can't ask hears of it from AWS, in the update.
  }
  return found;
}
