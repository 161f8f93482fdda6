// Where an image goes, where it is written down in the golden image itself: then both are checked together.

import {
  given,
  isOpen,
  knownBoolean,
  knownList,
  knownObject,
  knownString,
  undecided,
} from "../../checks/known";
import type { Problem } from "../../checks/problems";
import type { Rule } from "../../checks/rule";
import { sources } from "../../checks/sources";
import { distributionSuits } from "../../image-distribution/image-compatibility";
import { regionViews } from "../../image-distribution/region-rules";
import type { RegionView } from "../../image-distribution/region-rules";
import { distributionRules } from "../../image-distribution/rules";
import type { Values } from "../../protocol/values";
import type { ImageContext } from "./context";

const path = "distribution";

export const inlineDistributionRules: readonly Rule<ImageContext>[] = [
  {
    name: "one-distribution",
    description: "A golden image has a distribution of its own, or the ARN of another.",
    source: sources.ours,
    check: ({ distribution, distributionArn }) =>
      distribution !== undefined && distributionArn !== undefined
        ? [{ path: "distributionArn", message: "can't be combined with 'distribution': set one of them" }]
        : [],
  },
  {
    name: "build-region-is-known",
    description:
      "Where a distribution makes repositories, the region of the build is known in preview, from `region` or from the provider: there the golden image has its own.",
    source: sources.pulumi,
    check: buildRegionIsKnown,
  },
  {
    name: "build-repository-is-the-images",
    description: "The repository of the build is set up in `container`, not in the distribution.",
    source: sources.ours,
    check: buildRepositoryIsTheImages,
  },
];

/** The regions in which a repository is to be made or, where the build's is there already, used. */
const withoutRepository = (distribution: unknown): RegionView[] =>
  undecided(distribution)
    ? []
    : regionViews(knownObject(distribution), `${path}.`).filter(
        ({ settings }) =>
          isOpen(settings.container) && knownObject(settings.container).repositoryName === undefined,
      );

function buildRegionIsKnown({ distribution }: Values, { container, region }: ImageContext): Problem[] {
  if (!container || typeof region === "string" || withoutRepository(distribution).length === 0) return [];
  return [
    {
      path: "region",
      message:
        "must be a plain value that is known in preview, since in one of the regions the build's repository is there " +
        "already: set it, or the 'repositoryName' of each region",
    },
  ];
}

function buildRepositoryIsTheImages(
  { distribution }: Values,
  { container, region }: ImageContext,
): Problem[] {
  if (!container) return [];
  return withoutRepository(distribution)
    .filter((view) => view.region === region && view.at("container").startsWith(view.path))
    .flatMap(({ settings, at }) =>
      given(knownObject(settings.container), ["repositoryKmsKeyArn", "untaggedDays"]).map((property) => ({
        path: `${at("container")}.${property}`,
        message: `is of the build's own repository, which the golden image makes: set container.${property}`,
      })),
    );
}

/** What the rules of an ImageDistribution find: by itself, and for this image. */
export function inlineDistributionProblems(inputs: Values, context: ImageContext): Problem[] {
  const { distribution, storage, executionRoleArn, workflows } = inputs;
  if (!isOpen(distribution)) return [];
  const settings = knownObject(distribution);
  const executionRole = hasExecutionRole(executionRoleArn, workflows);
  const { encrypted, kmsKeyArn } = knownObject(storage);
  const image = {
    container: context.container,
    platform: context.platform,
    region: knownString(context.region),
    encrypted: encrypted === undefined ? true : knownBoolean(encrypted),
    kmsKeyArn,
    mayNotLeave: mayNotLeave(inputs, context),
  };
  return [
    ...distributionRules(settings, `${path}.`, executionRole),
    ...distributionSuits(settings, image, path),
  ];
}

const hasExecutionRole = (executionRoleArn: unknown, workflows: unknown): boolean =>
  executionRoleArn !== undefined || knownList(workflows).length > 0;

function mayNotLeave({ source }: Values, { platform }: ImageContext): string | undefined {
  const { marketplaceProductId, os } = knownObject(source);
  if (marketplaceProductId !== undefined) return "it is made from a Marketplace product";
  return platform === "Windows" && knownString(os) !== undefined
    ? "it is made from Windows as AWS licenses it"
    : undefined;
}
