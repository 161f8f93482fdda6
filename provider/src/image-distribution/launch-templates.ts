// Launch templates that get a new version with each AMI: given, or made in each region.

import type { imagebuilder as aws } from "@pulumi/aws/types/input";
import { child } from "../plan/child";
import type { Arg, Made } from "../plan/child";
import { sortedBy } from "../plan/sorted";
import { mergedTags } from "../plan/tags";
import type { Tags } from "../plan/tags";
import type { RegionArgs, RegionPlan } from "./regions";

type LaunchTemplate = Made<"aws:ec2/launchTemplate:LaunchTemplate">;

/** Those that are made, by region. */
export type LaunchTemplates = ReadonlyMap<string, LaunchTemplate>;

export const planLaunchTemplates = (
  plans: readonly RegionPlan[],
  tags: Tags | undefined,
  prefix: string,
): LaunchTemplates =>
  new Map(
    plans
      .filter(({ settings }) => settings.launchTemplates?.some(isMade))
      .map(({ region }) => [region, planLaunchTemplate(`${prefix}launch-template-${region}`, region, tags)]),
  );

type LaunchTemplateArgs = NonNullable<RegionArgs["launchTemplates"]>[number];

const isMade = ({ launchTemplateId }: LaunchTemplateArgs): boolean => launchTemplateId === undefined;

const planLaunchTemplate = (key: string, region: string, tags: Tags | undefined): LaunchTemplate =>
  child({
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
  });

/** What Image Builder is told about the launch templates of a region. */
export function launchTemplateSettings(
  { region, settings: { launchTemplates } }: RegionPlan,
  made: LaunchTemplates,
): Arg<aws.DistributionConfigurationDistribution["launchTemplateConfigurations"]> {
  if (launchTemplates === undefined) return undefined;
  const own = made.get(region);
  const given = launchTemplates.flatMap(({ launchTemplateId, accountId, setDefaultVersion }) =>
    launchTemplateId === undefined
      ? []
      : [{ launchTemplateId, accountId, default: setDefaultVersion ?? true }],
  );
  return [
    ...launchTemplates
      .filter(isMade)
      .flatMap(({ setDefaultVersion }) =>
        own === undefined ? [] : [{ launchTemplateId: own.out.id, default: setDefaultVersion ?? true }],
      ),
    ...sortedBy(given, "accountId", "launchTemplateId"),
  ];
}
