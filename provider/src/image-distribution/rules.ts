// What must be right about a distribution beyond the types of its inputs. Sources: the user guide's pages on
// distribution settings, and the API reference of CreateDistributionConfiguration.

import { known, knownObject } from "../component/known";
import { nameIsUsable, regionIsKnown } from "../component/rules";
import type { Problem } from "../contract/check";
import type { Values } from "../protocol/values";
import { regionRules, regionViews } from "./region-rules";
import type { RegionView } from "./region-rules";
import { settingRules } from "./setting-rules";

export { distributionSuits } from "./suits";
export type { DistributedImage } from "./suits";

export function imageDistributionRules(inputs: Values, resourceName: string): Problem[] {
  return [
    ...nameIsUsable("name", inputs.name, resourceName),
    ...regionIsKnown("region", inputs.region),
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
    ...(known(distribution.regions) !== undefined && views.length === 0
      ? [{ path: `${prefix}regions`, message: "needs at least one region" }]
      : []),
    ...settingRules(prefix, distribution),
    ...views.flatMap((view) => [
      ...regionIsKnown(view.path, view.region),
      ...settingRules(`${view.path}.`, knownObject(own[view.region])),
      ...regionRules(view, executionRole),
    ]),
    ...launchTemplatesAreOfOneRegion(prefix, views),
    ...bucketIsOfOneRegion(prefix, views),
    ...oneKind(views),
  ];
}

/** EC2: a launch template belongs to one region. */
function launchTemplatesAreOfOneRegion(prefix: string, views: readonly RegionView[]): Problem[] {
  return inOneRegion(`${prefix}launchTemplates`, "launchTemplates", views, "a launch template");
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
