// What Inspector has found in images. Nothing is scanned here: findings are planted, for a pipeline's images or for one
// image, and are seen once such an image has been scanned.

import type {
  ImageScanFinding,
  ImageScanFindingAggregation,
  ListImageScanFindingAggregationsRequest,
  ListImageScanFindingsRequest,
} from "@aws-sdk/client-imagebuilder";
import { refersTo } from "./arns";
import type { Call } from "./call";
import { type Filterable, filtered, page } from "./paging";
import type { StoredImage, World } from "./world";

export interface PlantedFindings {
  /** The name or the ARN of a pipeline, whose every image has the findings. */
  readonly pipeline?: string;
  /** The name or the ARN of an image, with or without build, also with `x` in its version. */
  readonly image?: string;
  /** As the API has them; what is left out of account, image, pipeline, type and times is filled in. */
  readonly findings: readonly ImageScanFinding[];
}

const isOf = ({ pipeline, image: wanted }: PlantedFindings, image: StoredImage): boolean =>
  (pipeline !== undefined && [image.sourcePipelineName, image.sourcePipelineArn].includes(pipeline)) ||
  (wanted !== undefined && (wanted === image.name || refersTo(wanted, image.arn)));

export const plantedIn = ({ findings }: Pick<World, "findings">, image: StoredImage): ImageScanFinding[] =>
  findings.filter((each) => isOf(each, image)).flatMap((each) => each.findings);

/** Inspector reports a full fix or a partial one. */
export const canBeFixed = ({ fixAvailable }: ImageScanFinding): boolean =>
  fixAvailable === "YES" || fixAvailable === "PARTIAL";

const findingsOf = ({ store, world }: Call): ImageScanFinding[] =>
  [...store.images.values()]
    .filter(({ scanState }) => scanState?.status === "COMPLETED")
    .flatMap((image) => plantedIn(world, image).map((finding) => complete(finding, image, store.place)));

const complete = (
  finding: ImageScanFinding,
  { arn, sourcePipelineArn, dateCreated = "" }: StoredImage,
  { account }: Call["store"]["place"],
): ImageScanFinding => ({
  awsAccountId: account,
  imageBuildVersionArn: arn,
  imagePipelineArn: sourcePipelineArn,
  type: "PACKAGE_VULNERABILITY",
  firstObservedAt: new Date(dateCreated),
  updatedAt: new Date(dateCreated),
  ...finding,
});

const keys: Filterable<ImageScanFinding> = {
  imageBuildVersionArn: ({ imageBuildVersionArn }) => imageBuildVersionArn,
  imagePipelineArn: ({ imagePipelineArn }) => imagePipelineArn,
  vulnerabilityId: ({ packageVulnerabilityDetails }) => packageVulnerabilityDetails?.vulnerabilityId,
};

export function listImageScanFindings(request: ListImageScanFindingsRequest, call: Call) {
  const filterable = { ...keys, severity: ({ severity }: ImageScanFinding) => severity };
  const { items, nextToken } = page(filtered(findingsOf(call), request.filters, filterable), request);
  return { findings: items, nextToken };
}

/** Counts by what the filter names, or by account. */
export function listImageScanFindingAggregations(
  { filter, nextToken: token }: ListImageScanFindingAggregationsRequest,
  call: Call,
) {
  const aggregationType = filter?.name ?? "accountId";
  const filterable: Filterable<ImageScanFinding> = { ...keys, accountId: ({ awsAccountId }) => awsAccountId };
  const findings = filtered(findingsOf(call), filter && [filter], filterable);
  const byKey = new Map<string, ImageScanFinding[]>();
  for (const finding of findings) {
    const key = String(filterable[aggregationType]?.(finding));
    byKey.set(key, [...(byKey.get(key) ?? []), finding]);
  }
  const aggregations = [...byKey].map(([key, group]) => aggregation(aggregationType, key, group));
  const { items, nextToken } = page(aggregations, { nextToken: token });
  return { aggregationType, responses: items, nextToken };
}

function aggregation(
  type: string,
  key: string,
  findings: readonly ImageScanFinding[],
): ImageScanFindingAggregation {
  const count = (wanted: string): number => findings.filter(({ severity }) => severity === wanted).length;
  const severityCounts = {
    all: findings.length,
    critical: count("CRITICAL"),
    high: count("HIGH"),
    medium: count("MEDIUM"),
  };
  switch (type) {
    case "imageBuildVersionArn":
      return { imageAggregation: { imageBuildVersionArn: key, severityCounts } };
    case "imagePipelineArn":
      return { imagePipelineAggregation: { imagePipelineArn: key, severityCounts } };
    case "vulnerabilityId":
      return { vulnerabilityIdAggregation: { vulnerabilityId: key, severityCounts } };
    default:
      return { accountAggregation: { accountId: key, severityCounts } };
  }
}
