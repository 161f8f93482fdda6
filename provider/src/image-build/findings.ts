// What the scan of an image has found. Nothing in AWS fails on findings by itself.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/vuln-scan.html

import type { Image, ImagebuilderClient, SeverityCounts } from "@aws-sdk/client-imagebuilder";
import { sdk } from "../aws/clients";
import { explain } from "../aws/errors";

/** How many findings of each severity; AWS counts what is below medium only in the sum. */
export type Findings = Record<string, number>;

const severities = ["LOW", "MEDIUM", "HIGH", "CRITICAL"];

export const scanIsRunning = (image: Image): boolean =>
  ["PENDING", "SCANNING", "COLLECTING"].includes(image.scanState?.status ?? "");

export async function findingsOf(image: Image, client: ImagebuilderClient): Promise<Findings> {
  if (image.scanState?.status !== "COMPLETED") return {};
  const { paginateListImageScanFindingAggregations } = sdk();
  const filter = { name: "imageBuildVersionArn", values: [image.arn ?? ""] };
  let counts: SeverityCounts = {};
  try {
    for await (const page of paginateListImageScanFindingAggregations({ client }, { filter })) {
      for (const { imageAggregation } of page.responses ?? [])
        counts = imageAggregation?.severityCounts ?? counts;
    }
  } catch (error) {
    throw explain(error, "imagebuilder:ListImageScanFindingAggregations");
  }
  const { all = 0, critical = 0, high = 0, medium = 0 } = counts;
  return { CRITICAL: critical, HIGH: high, MEDIUM: medium, LOW: all - critical - high - medium };
}

/** Why the scan of an image fails the update, if it does. */
export function scanFailure(image: Image, findings: Findings, least: string | undefined): string | undefined {
  if (least === undefined) return undefined;
  const status = image.scanState?.status;
  if (status === undefined) {
    return `${image.arn} was not scanned: 'failOnSeverity' needs 'tests.scan' on its golden image, and Amazon Inspector active in the region`;
  }
  if (status !== "COMPLETED") {
    return `the scan of ${image.arn} is ${status}: ${image.scanState?.reason ?? "AWS gives no reason"}`;
  }
  const severe = severities.slice(severities.indexOf(least)).reverse();
  const found = severe.flatMap((severity) =>
    findings[severity] ? [`${findings[severity]} ${severity}`] : [],
  );
  return found.length === 0
    ? undefined
    : `the scan of ${image.arn} has found vulnerabilities of ${least} or above: ${found.join(", ")}`;
}
