// What scans of AMIs have found, as EC2 has it: less than Inspector knows of a finding.

import type { ImageScanFinding } from "@aws-sdk/client-imagebuilder";
import type { Call } from "../image-builder/call";
import { AwsError } from "../image-builder/errors";
import { page } from "../image-builder/paging";
import { outputAmi } from "../image-builder/parents";
import { canBeFixed, plantedIn } from "../image-builder/scan-findings";
import { notFound } from "./images";
import { type Form, textOf } from "./query";

export function getImageFindings(form: Form, { store, world }: Call): object {
  const imageId = textOf(form, "ImageId");
  if (imageId === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter ImageId");
  }
  const maxResults = Number(textOf(form, "MaxResults") ?? 1000);
  if (!(maxResults >= 1 && maxResults <= 1000)) {
    throw new AwsError("InvalidParameterValue", `Value (${maxResults}) for parameter maxResults is invalid.`);
  }
  const image = [...store.images.values()].find((each) => outputAmi(each, store.place) === imageId);
  if (image === undefined && !store.amis.has(imageId)) {
    throw notFound(imageId);
  }
  const found = image?.amiScanned === true ? plantedIn(world, image) : [];
  const { items, nextToken } = page(found, { maxResults, nextToken: textOf(form, "NextToken") });
  return {
    imageFindingSet: items.map((finding) => ofEc2(finding, imageId, image?.dateCreated)),
    nextToken,
  };
}

function ofEc2(finding: ImageScanFinding, imageId: string, time: string | undefined): object {
  const { vulnerabilityId, vulnerablePackages = [] } = finding.packageVulnerabilityDetails ?? {};
  const paths = vulnerablePackages.flatMap(({ filePath }) => filePath ?? []).slice(0, 10);
  return {
    fixAvailable: canBeFixed(finding),
    score: finding.inspectorScore,
    firstObservedAt: time,
    updatedAt: time,
    title: finding.title ?? [vulnerabilityId, vulnerablePackages[0]?.name].filter(Boolean).join(" - "),
    pathSet: paths,
    severityLabel: finding.severity?.toLowerCase(),
    snapshotId: imageId.replace("ami-", "snap-"),
  };
}
