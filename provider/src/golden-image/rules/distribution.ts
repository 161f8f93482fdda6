// Where an image goes, where it is written down in the golden image itself: then both are checked together.

import { given, isOpen, known, knownList, knownObject, knownString, undecided } from "../../checks/known";
import { sources } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { decidesInPreview } from "../../checks/common-rules";
import type { Problem } from "../../checks/inputs";
import { regionViews } from "../../image-distribution/region-rules";
import type { RegionView } from "../../image-distribution/region-rules";
import { distributionRules, distributionSuits } from "../../image-distribution/rules";
import type { Values } from "../../protocol/values";
import type { Subject } from "./subject";

const path = "distribution";

export const inlineDistributionRules: readonly Rule<Subject>[] = [
  {
    name: "one-distribution",
    says: "A golden image has a distribution of its own, or the ARN of another.",
    source: sources.ours,
    check: ({ distribution, distributionArn }) =>
      distribution !== undefined && distributionArn !== undefined
        ? [{ path: "distributionArn", message: "can't be given with 'distribution'; set one" }]
        : [],
  },
  {
    name: "distribution-is-decided",
    says: "To which regions an image goes, and in which ways, is known in preview.",
    source: sources.pulumi,
    check: ({ distribution }) => {
      // Of what is undecided as a whole, the parts needn't be named too: a secret's keys are secret.
      if (undecided(distribution)) return decidesInPreview({ [path]: distribution });
      const { regions, ...settings } = knownObject(distribution);
      const decisions: Record<string, unknown> = { [path]: distribution, [`${path}.regions`]: regions };
      for (const setting of ["export", "container", "publish"]) {
        decisions[`${path}.${setting}`] = settings[setting];
        if (undecided(regions)) continue;
        for (const [region, own] of Object.entries(knownObject(regions))) {
          decisions[`${path}.regions["${region}"]`] = own;
          decisions[`${path}.regions["${region}"].${setting}`] = knownObject(own)[setting];
        }
      }
      return decidesInPreview(decisions);
    },
  },
  {
    name: "distribution-is-valid",
    says: "A distribution that is written inline keeps the rules of an ImageDistribution.",
    source: sources.ours,
    check: ({ distribution, executionRoleArn, workflows }) =>
      distribution === undefined || undecided(distribution)
        ? []
        : distributionRules(
            knownObject(distribution),
            `${path}.`,
            hasExecutionRole(executionRoleArn, workflows),
          ),
  },
  {
    name: "build-region-is-known",
    says: "Where a distribution makes repositories, the region of the build is known in preview, from `region` or from the provider: there the golden image has its own.",
    source: sources.pulumi,
    check: buildRegionIsKnown,
  },
  {
    name: "build-repository-is-the-images",
    says: "The repository of the build is set up in `container`, not in the distribution.",
    source: sources.ours,
    check: buildRepositoryIsTheImages,
  },
  {
    name: "distribution-suits-the-image",
    says: "A distribution that is written inline suits the image: its kind, platform, encryption and source.",
    source: sources.ours,
    check: distributionSuitsTheImage,
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

function buildRegionIsKnown({ distribution }: Values, { container, region }: Subject): Problem[] {
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

function buildRepositoryIsTheImages({ distribution }: Values, { container, region }: Subject): Problem[] {
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

function distributionSuitsTheImage(inputs: Values, subject: Subject): Problem[] {
  const { distribution, storage, executionRoleArn, workflows } = inputs;
  if (distribution === undefined || undecided(distribution)) return [];
  const { encrypted, kmsKeyArn } = knownObject(storage);
  return distributionSuits(
    knownObject(distribution),
    {
      container: subject.container,
      platform: subject.platform,
      region: knownString(subject.region),
      encrypted: encrypted === undefined ? true : (known(encrypted) as boolean | undefined),
      kmsKeyArn,
      executionRole: hasExecutionRole(executionRoleArn, workflows) ? true : undefined,
      mayNotLeave: mayNotLeave(inputs, subject),
    },
    path,
  );
}

const hasExecutionRole = (executionRoleArn: unknown, workflows: unknown): boolean =>
  executionRoleArn !== undefined || knownList(workflows).length > 0;

function mayNotLeave({ source }: Values, { platform }: Subject): string | undefined {
  const { marketplaceProductId, os } = knownObject(source);
  if (marketplaceProductId !== undefined) return "it is made from a Marketplace product";
  return platform === "Windows" && knownString(os) !== undefined
    ? "it is made from Windows as AWS licenses it"
    : undefined;
}
