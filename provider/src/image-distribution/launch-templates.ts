// Launch templates that get a new version with each AMI: given, or made in each region.

import { sortedBy } from "../plan/sorted";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { mergedTags } from "../plan/tags";
import type { RegionArgs, RegionPlan } from "./args";

type LaunchTemplateArgs = NonNullable<RegionArgs["launchTemplates"]>[number];

const launchTemplateKey = (region: string, prefix: string): string => `${prefix}launch-template-${region}`;

const isMade = ({ launchTemplateId }: LaunchTemplateArgs): boolean => launchTemplateId === undefined;

/** The regions in which one is made, each with its ID. */
export const madeLaunchTemplates = (plans: readonly RegionPlan[], prefix: string): [string, Ref][] =>
  plans
    .filter(({ settings }) => settings.launchTemplates?.some(isMade))
    .map(({ region }) => [region, new Ref(launchTemplateKey(region, prefix), "id")]);

export function planLaunchTemplates(
  plans: readonly RegionPlan[],
  tags: object | undefined,
  prefix: string,
): Child[] {
  return madeLaunchTemplates(plans, prefix).map(([region, { key }]) => ({
    key,
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    args: {
      // No hop limit: that of the account or the AMI holds, where somebody chose one for containers; else it is 1.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
      // AWS's policies for distribution let Image Builder add versions to what has this tag.
      tags: mergedTags(tags, { CreatedBy: "EC2 Image Builder" }),
      region,
    },
    // Image Builder adds versions, and the provider reads the newest one. An update that took its AMI away again would
    // make a version without any.
    ignoreChanges: ["imageId", "description"],
  }));
}

/** What Image Builder is told about the launch templates of a region. */
export function launchTemplateSettings(
  { region, settings: { launchTemplates } }: RegionPlan,
  prefix: string,
): unknown {
  if (launchTemplates === undefined) return undefined;
  const given = launchTemplates.filter((template) => !isMade(template));
  const made = launchTemplates.filter(isMade);
  return [
    ...made.map((template) => ({
      launchTemplateId: new Ref(launchTemplateKey(region, prefix), "id"),
      default: template.setDefaultVersion ?? true,
    })),
    ...sortedBy(
      given.map(({ launchTemplateId, accountId, setDefaultVersion }) => ({
        launchTemplateId,
        accountId,
        default: setDefaultVersion ?? true,
      })),
      "accountId",
      "launchTemplateId",
    ),
  ];
}
