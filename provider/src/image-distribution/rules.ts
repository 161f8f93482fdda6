// What must be right about a distribution beyond the types of its inputs. Sources: the user guide's pages on
// distribution settings, and the API reference of CreateDistributionConfiguration.

import { known, knownList, knownObject } from "../checks/known";
import type { Location } from "../checks/location";
import { partitionRule } from "../checks/partition";
import { problemsOf, sources } from "../checks/rule";
import type { Rule } from "../checks/rule";
import { nameIsUsable, regionIsKnown, tagRule } from "../checks/common-rules";
import type { Problem } from "../checks/inputs";
import type { Values } from "../protocol/values";
import { regionRules, regionRuleTable, regionViews, writableParameter } from "./region-rules";
import type { RegionView } from "./region-rules";
import { settingRules, settingRuleTable } from "./setting-rules";
import { suitabilityRuleTable } from "./image-compatibility";

export { distributionSuits } from "./image-compatibility";
export type { DistributedImage } from "./image-compatibility";

interface Whole {
  prefix: string;
  views: readonly RegionView[];
}

const wholeRuleTable: readonly Rule<Whole>[] = [
  tagRule("distribution-tags-are-allowed"),
  {
    name: "distribution-has-regions",
    says: "A distribution has a region. None is empty: AWS refuses a region without any output, and one of `{}` gets the AMI, with a description.",
    source: sources.createDistribution,
    check: ({ regions }, { prefix, views }) =>
      known(regions) !== undefined && views.length === 0
        ? [{ path: `${prefix}regions`, message: "needs at least one region" }]
        : [],
  },
  {
    name: "distribution-regions-exist",
    says: "The regions are regions of AWS.",
    source: sources.createDistribution,
    check: (_inputs, { views }) => views.flatMap((view) => regionIsKnown(view.path, view.region)),
  },
  {
    name: "launch-templates-are-of-one-region",
    says: "A launch template that is given belongs to one region.",
    source: sources.launchTemplates,
    check: (_inputs, { prefix, views }) => launchTemplatesAreOfOneRegion(prefix, views),
  },
  {
    name: "export-bucket-is-of-one-region",
    says: "A bucket for exports is in the region of the AMI.",
    source: sources.vmExport,
    check: (_inputs, { prefix, views }) => bucketIsOfOneRegion(prefix, views),
  },
  {
    name: "distribution-is-of-one-kind",
    says: "A distribution serves AMIs or containers.",
    source: sources.ours,
    check: (_inputs, { views }) => oneKind(views),
  },
];

/** One that is written inline is among the inputs of its golden image. */
const ownPartition = partitionRule(
  "distribution-stays-in-the-partition",
  "goldenimage:index:ImageDistribution",
);

/** All rules in words, for the documentation. */
export const imageDistributionRuleTexts: readonly Pick<Rule<never>, "name" | "says" | "source">[] = [
  ownPartition,
  ...wholeRuleTable,
  ...settingRuleTable,
  ...regionRuleTable,
  writableParameter,
  ...suitabilityRuleTable,
];

export function imageDistributionRules(inputs: Values, resourceName: string, location: Location): Problem[] {
  return [
    ...nameIsUsable("name", inputs.name, resourceName),
    ...regionIsKnown("region", inputs.region),
    ...ownPartition.check(inputs, location),
    ...distributionRules(inputs),
  ];
}

/**
 * Regions and settings, also of a distribution that is written inline: then `prefix` is its path, with a dot, and
 * `executionRole` says whether the golden image has one that may write parameters.
 */
export function distributionRules(distribution: Values, prefix = "", executionRole = false): Problem[] {
  const views = regionViews(distribution, prefix);
  const own = knownObject(distribution.regions);
  return [
    ...problemsOf(wholeRuleTable, distribution, { prefix, views }),
    ...settingRules(prefix, distribution),
    ...views.flatMap((view) => [
      ...settingRules(`${view.path}.`, knownObject(own[view.region])),
      ...regionRules(view, executionRole),
    ]),
  ];
}

/** EC2: a launch template belongs to one region. */
function launchTemplatesAreOfOneRegion(prefix: string, views: readonly RegionView[]): Problem[] {
  const given = views.filter(({ settings }) =>
    knownList(settings.launchTemplates).some((item) => knownObject(item).launchTemplateId !== undefined),
  );
  return inOneRegion(`${prefix}launchTemplates`, "launchTemplates", given, "a launch template");
}

/** VM Import/Export user guide: the bucket is in the region of the AMI. */
function bucketIsOfOneRegion(prefix: string, views: readonly RegionView[]): Problem[] {
  const given = views.filter(({ settings }) => knownObject(settings.export).bucket !== undefined);
  return inOneRegion(`${prefix}export`, "export", given, "a bucket").map(({ path, message }) => ({
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
      message: `holds for ${regions.join(" and ")}, but ${what} belongs to one region: set it in each of 'regions'`,
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
