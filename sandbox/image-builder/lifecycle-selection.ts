// Which images a run of a lifecycle policy acts on, and how.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/lifecycle-policy-execution.html

import type {
  LifecyclePolicy,
  LifecyclePolicyDetail,
  LifecyclePolicyTimeUnit,
} from "@aws-sdk/client-imagebuilder";
import { compareArns, matchesVersion, normalised } from "./arns";
import type { Store, StoredImage } from "./world";

export type ActionName = "DEPRECATE" | "DISABLE" | "DELETE";

export interface Chosen {
  readonly image: StoredImage;
  readonly action: ActionName;
  readonly detail: Pick<LifecyclePolicyDetail, "action" | "exclusionRules">;
}

/** The order in which rules are looked at, and the states of images that each can change. */
const actions: Readonly<Record<ActionName, readonly string[]>> = {
  DEPRECATE: ["AVAILABLE"],
  DISABLE: ["AVAILABLE", "DEPRECATED"],
  DELETE: ["AVAILABLE", "DEPRECATED", "DISABLED", "FAILED", "CANCELLED"],
};

/** One action an image at most, the newest images first. */
export function chosenBy(policy: LifecyclePolicy, store: Store, at: Date): Chosen[] {
  const type = policy.resourceType === "CONTAINER_IMAGE" ? "DOCKER" : "AMI";
  const images = [...store.images.values()]
    .filter((image) => image.type === type && isSelected(image, policy))
    .sort((left, right) => newerFirst(left, right));
  const kept = new Map<string, number>();
  return images.flatMap((image): Chosen[] => {
    const chosen = (Object.keys(actions) as ActionName[])
      .flatMap((action) =>
        (policy.policyDetails ?? [])
          .filter((detail) => detail.action?.type === action)
          .map((detail) => ({ image, action, detail })),
      )
      .filter(({ action }) => actions[action].includes(image.state.status ?? ""))
      // Every rule is asked, since an image that another one takes is also among those that are kept.
      .filter(({ action, detail }) =>
        action === "DELETE" ? isDeleted(image, detail, at, kept) : isOld(image, detail, at),
      )
      .find(({ detail }) => !hasOneOf(image.tags, detail.exclusionRules?.tagMap));
    return chosen === undefined ? [] : [chosen];
  });
}

function isSelected(image: StoredImage, { resourceSelection }: LifecyclePolicy): boolean {
  const { recipes, tagMap } = resourceSelection ?? {};
  return recipes === undefined
    ? hasOneOf(image.tags, tagMap)
    : recipes.some(
        ({ name = "", semanticVersion = "" }) =>
          normalised(name) === normalised(image.name) && matchesVersion(semanticVersion, image.version),
      );
}

const newerFirst = (left: StoredImage, right: StoredImage): number =>
  (right.dateCreated ?? "").localeCompare(left.dateCreated ?? "") || compareArns(right.arn, left.arn);

export const hasOneOf = (
  tags: Readonly<Record<string, string>> | undefined,
  wanted: Readonly<Record<string, string>> | undefined,
): boolean => Object.entries(wanted ?? {}).some(([key, value]) => tags?.[key] === value);

/**
 * The newest of each version of the recipe are kept, before anything else is asked. What failed takes nobody's place,
 * and goes.
 */
function isDeleted(
  image: StoredImage,
  detail: LifecyclePolicyDetail,
  at: Date,
  kept: Map<string, number>,
): boolean {
  if (image.state.status === "FAILED" || image.state.status === "CANCELLED") {
    return isOld(image, detail, at);
  }
  const { type, value = 0, retainAtLeast = 0 } = detail.filter ?? {};
  const version = `${image.name}/${image.version}`;
  const taken = kept.get(version) ?? 0;
  if (taken < (type === "COUNT" ? value : retainAtLeast)) {
    kept.set(version, taken + 1);
    return false;
  }
  return isOld(image, detail, at);
}

/** A rule by count asks for no age. */
function isOld({ dateCreated = "" }: StoredImage, { filter }: LifecyclePolicyDetail, at: Date): boolean {
  return filter?.type === "COUNT" || new Date(dateCreated) <= before(at, filter?.value ?? 0, filter?.unit);
}

export function before(at: Date, value: number, unit: LifecyclePolicyTimeUnit | undefined): Date {
  const date = new Date(at);
  switch (unit) {
    case "YEARS":
      date.setUTCFullYear(date.getUTCFullYear() - value);
      break;
    case "MONTHS":
      date.setUTCMonth(date.getUTCMonth() - value);
      break;
    case "WEEKS":
      date.setUTCDate(date.getUTCDate() - 7 * value);
      break;
    default:
      date.setUTCDate(date.getUTCDate() - value);
  }
  return date;
}
