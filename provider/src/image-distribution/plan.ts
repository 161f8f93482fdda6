// Where an image goes. Pure, as golden-image/plan.ts is.

import type * as pulumi from "@pulumi/pulumi";
import type { Structured } from "../component/structured";
import type * as contract from "../contract/generated/types";
import type { Child } from "../plan/child";

export type ImageDistributionArgs = Structured<contract.ImageDistributionArgs>;
type RegionDistributionArgs = ImageDistributionArgs["regions"][string];

export function planImageDistribution(name: string, args: ImageDistributionArgs): Child[] {
  return [
    {
      key: "configuration",
      type: "aws:imagebuilder/distributionConfiguration:DistributionConfiguration",
      args: {
        name,
        description: args.description,
        // Sorted: the order in which regions were written down means nothing.
        distributions: regionNames(args).map((region) => planRegion(region, effective(args, region))),
        tags: args.tags,
        region: args.region,
      },
    },
  ];
}

export function regionNames(args: ImageDistributionArgs): string[] {
  return Object.keys(args.regions).sort();
}

/** The SSM parameter of each region that has one. */
export function parameterNames(args: ImageDistributionArgs): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(
    regionNames(args).flatMap((region) => {
      const publish = effective(args, region).publish;
      return publish === undefined ? [] : [[region, publish.parameterName]];
    }),
  );
}

/** The settings of a region: its own, and those at the top where it has none. */
function effective(args: ImageDistributionArgs, region: string): RegionDistributionArgs {
  const { amiName, amiDescription, amiTags, kmsKeyArn, share, publish } = args;
  const own = Object.entries(args.regions[region] ?? {}).filter(([, value]) => value !== undefined);
  return { amiName, amiDescription, amiTags, kmsKeyArn, share, publish, ...Object.fromEntries(own) };
}

function planRegion(region: string, settings: RegionDistributionArgs): Record<string, unknown> {
  const share = settings.share;
  const publish = settings.publish;
  return {
    region,
    amiDistributionConfiguration: {
      name: settings.amiName,
      description: settings.amiDescription,
      amiTags: settings.amiTags,
      kmsKeyId: settings.kmsKeyArn,
      launchPermission: share && {
        userIds: share.accounts,
        organizationArns: share.organizations,
        organizationalUnitArns: share.organizationalUnits,
      },
    },
    ssmParameterConfigurations: publish && [
      { parameterName: publish.parameterName, dataType: "aws:ec2:image" },
    ],
  };
}
