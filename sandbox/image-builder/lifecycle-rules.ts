// What the parts of a lifecycle policy allow each other.

import type {
  CreateLifecyclePolicyRequest,
  LifecyclePolicyDetail,
  LifecyclePolicyResourceType,
} from "@aws-sdk/client-imagebuilder";
import { invalidCombination } from "./errors";

type Policy = Pick<CreateLifecyclePolicyRequest, "policyDetails" | "resourceSelection" | "resourceType">;

export function checkLifecyclePolicy({ policyDetails = [], resourceSelection, resourceType }: Policy): void {
  const { recipes, tagMap } = resourceSelection ?? {};
  if ((recipes === undefined) === (tagMap === undefined)) {
    throw invalidCombination("resourceSelection", "Exactly one of recipes and tagMap must be given.");
  }
  for (const [index, detail] of policyDetails.entries()) {
    const path = `policyDetails[${index}]`;
    if (policyDetails.findIndex(({ action }) => action?.type === detail.action?.type) < index) {
      throw invalidCombination(path, `There can be one rule for ${detail.action?.type}.`);
    }
    checkAction(detail, resourceType, `${path}.action`);
    checkFilter(detail, `${path}.filter`);
  }
}

function checkAction(
  { action }: LifecyclePolicyDetail,
  resourceType: LifecyclePolicyResourceType | undefined,
  path: string,
): void {
  const { amis, snapshots, containers } = action?.includeResources ?? {};
  if (resourceType === "CONTAINER_IMAGE") {
    if (action?.type !== "DELETE") {
      throw invalidCombination(`${path}.type`, "Container images can be deleted only.");
    }
    if (amis === true || snapshots === true) {
      throw invalidCombination(`${path}.includeResources`, "Container images have no AMIs and snapshots.");
    }
    return;
  }
  if (containers === true) {
    throw invalidCombination(`${path}.includeResources`, "Images of AMIs have no containers.");
  }
  if (snapshots === true && amis !== true) {
    throw invalidCombination(`${path}.includeResources`, "Snapshots can be included with AMIs only.");
  }
  if (snapshots === true && action?.type !== "DELETE") {
    throw invalidCombination(`${path}.includeResources`, "Snapshots can be included for DELETE only.");
  }
}

function checkFilter({ action, filter }: LifecyclePolicyDetail, path: string): void {
  if (filter?.type === "AGE" && filter.unit === undefined) {
    throw invalidCombination(`${path}.unit`, "It must be given for a filter by age.");
  }
  if (filter?.type === "COUNT" && filter.unit !== undefined) {
    throw invalidCombination(`${path}.unit`, "It can be given for a filter by age only.");
  }
  if (filter?.type === "COUNT" && action?.type !== "DELETE") {
    throw invalidCombination(`${path}.type`, "A filter by count is for DELETE only.");
  }
}
