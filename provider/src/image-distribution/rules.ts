// What must be right about a distribution beyond the types of its inputs. Sources: the user guide's pages on
// distribution settings, and the API reference of CreateDistributionConfiguration.

import { known, knownList, knownObject } from "../checks/known";
import type { Location } from "../checks/location";
import { nameIsUsable } from "../checks/names";
import { partitionRule } from "../checks/partition";
import type { Problem } from "../checks/problems";
import { regionIsKnown } from "../checks/regions";
import { problemsOf } from "../checks/rule";
import type { ResourceContext, Rule, RuleTable } from "../checks/rule";
import { sources } from "../checks/sources";
import { tagRule } from "../checks/tags";
import type { Values } from "../protocol/values";
import { compatibilityRules } from "./image-compatibility";
import { regionProblems, regionRules, regionViews, writableParameter } from "./region-rules";
import type { RegionView } from "./region-rules";
import { distributionWarningRules } from "./warnings";
import { settingProblems, settingRules } from "./setting-rules";

/** A distribution with all of its regions. */
interface WholeDistribution {
  pathPrefix: string;
  views: readonly RegionView[];
}

const wholeRules: readonly Rule<WholeDistribution>[] = [
  tagRule("distribution-tags-are-allowed"),
  {
    name: "distribution-has-regions",
    description:
      "A distribution has a region. None is empty: AWS refuses a region without any output, and one of `{}` gets the AMI, with a description.",
    source: sources.createDistribution,
    check: ({ regions }, { pathPrefix, views }) =>
      known(regions) !== undefined && views.length === 0
        ? [{ path: `${pathPrefix}regions`, message: "needs at least one region" }]
        : [],
  },
  {
    name: "distribution-regions-exist",
    description: "The regions are regions of AWS.",
    source: sources.createDistribution,
    check: (_inputs, { views }) => views.flatMap((view) => regionIsKnown(view.path, view.region)),
  },
  {
    name: "launch-templates-are-of-one-region",
    description: "A launch template that is given belongs to one region.",
    source: sources.launchTemplates,
    check: (_inputs, { pathPrefix, views }) => launchTemplatesAreOfOneRegion(pathPrefix, views),
  },
  {
    name: "export-bucket-is-of-one-region",
    description: "A bucket for exports is in the region of the AMI.",
    source: sources.vmExport,
    check: (_inputs, { pathPrefix, views }) => bucketIsOfOneRegion(pathPrefix, views),
  },
  {
    name: "distribution-is-of-one-kind",
    description: "A distribution serves AMIs or containers.",
    source: sources.ours,
    check: (_inputs, { views }) => oneKind(views),
  },
];

/** Of a distribution that is a resource. What is written inline in a golden image has its name, region and partition. */
const resourceRules: readonly Rule<ResourceContext>[] = [
  {
    name: "distribution-name-is-usable",
    description:
      "A name is 3 to 100 lower-case letters, digits and single hyphens: AWS writes others differently in its ARNs, where they collide.",
    source: sources.createDistribution,
    check: ({ name }, { resourceName }) => nameIsUsable("name", name, resourceName),
  },
  {
    name: "distribution-region-exists",
    description: "The region is one of AWS's.",
    source: sources.ours,
    check: ({ region }) => regionIsKnown("region", region),
  },
  partitionRule("distribution-stays-in-the-partition", "goldenimage:index:ImageDistribution"),
];

export const imageDistributionTable: RuleTable = {
  title: "ImageDistribution, and distributions written inline",
  topics: [
    { title: "The resource", rules: resourceRules },
    { title: "All regions together", rules: wholeRules },
    { title: "Settings, at the top or in a region", rules: settingRules },
    { title: "Settings that hold in a region", rules: [...regionRules, writableParameter] },
    { title: "Inline: whether it suits the golden image", rules: compatibilityRules },
    { title: "Warnings in preview", rules: distributionWarningRules },
  ],
};

export const imageDistributionRules = (
  inputs: Values,
  resourceName: string,
  location: Location,
): Problem[] => [
  ...problemsOf(resourceRules, inputs, { resourceName, ...location }),
  ...distributionRules(inputs),
];

/**
 * Regions and settings, also of a distribution that is written inline: then `pathPrefix` is its path, with a dot, and
 * `executionRole` says whether the golden image has one that may write parameters.
 */
export function distributionRules(distribution: Values, pathPrefix = "", executionRole = false): Problem[] {
  const views = regionViews(distribution, pathPrefix);
  const own = knownObject(distribution.regions);
  return [
    ...problemsOf(wholeRules, distribution, { pathPrefix, views }),
    ...settingProblems(pathPrefix, distribution),
    ...views.flatMap((view) => [
      ...settingProblems(`${view.path}.`, knownObject(own[view.region])),
      ...regionProblems(view, executionRole),
    ]),
  ];
}

/** EC2: a launch template belongs to one region. */
function launchTemplatesAreOfOneRegion(pathPrefix: string, views: readonly RegionView[]): Problem[] {
  const given = views.filter(({ settings }) =>
    knownList(settings.launchTemplates).some((item) => knownObject(item).launchTemplateId !== undefined),
  );
  return inOneRegion(`${pathPrefix}launchTemplates`, "launchTemplates", given, "a launch template");
}

/** VM Import/Export user guide: the bucket is in the region of the AMI. */
function bucketIsOfOneRegion(pathPrefix: string, views: readonly RegionView[]): Problem[] {
  const given = views.filter(({ settings }) => knownObject(settings.export).bucket !== undefined);
  return inOneRegion(`${pathPrefix}export`, "export", given, "a bucket").map(({ path, message }) => ({
    path: `${path}.bucket`,
    message,
  }));
}

function inOneRegion(
  top: string,
  setting: "launchTemplates" | "export",
  views: readonly RegionView[],
  what: string,
): Problem[] {
  const here = views.filter((view) => view.settings[setting] !== undefined && view.at(setting) === top);
  if (here.length < 2) return [];
  const regions = here.map(({ region }) => region).sort();
  return [
    {
      path: top,
      message: `applies to ${regions.join(" and ")}, but ${what} belongs to one region: set it in each of 'regions'`,
    },
  ];
}

/** A distribution serves either AMIs or containers: a golden image is of one kind. */
function oneKind(views: readonly RegionView[]): Problem[] {
  const containers = views.filter(({ settings }) => settings.container !== undefined);
  const [first] = containers;
  if (first === undefined) return [];
  return views
    .filter(({ settings }) => settings.container === undefined)
    .map(({ path }) => ({
      path,
      message: `has no 'container', but ${first.at("container")} makes this a distribution of containers`,
    }));
}
