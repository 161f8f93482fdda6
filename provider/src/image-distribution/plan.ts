// Where an image goes. Pure, as golden-image/plan.ts is, and used by it for a distribution that is written inline.

import * as pulumi from "@pulumi/pulumi";
import { sortedBy, sortedTexts } from "../component/sorted";
import type { Structured } from "../component/structured";
import type * as contract from "../contract/generated/types";
import type { Child } from "../plan/child";
import { exportRoleNeeded, exportSettings, planExports } from "./exports";
import { effective } from "./settings";
import { someTags } from "../plan/tags";

export type ImageDistributionArgs = Structured<contract.ImageDistributionArgs>;
export type RegionArgs = Structured<contract.RegionDistributionArgs>;

export interface RegionPlan {
  region: string;
  settings: RegionArgs;
}

/**
 * `prefix` begins the keys of the children, where they are another component's, and `path` the paths of the settings in
 * the user's input.
 */
export function planImageDistribution(
  name: string,
  args: ImageDistributionArgs,
  prefix = "",
  path = "",
): Child[] {
  const regions = regionPlans(args);
  const exports = planExports(regions, args.tags, prefix);
  return [
    ...exports,
    {
      key: `${prefix}configuration`,
      type: "aws:imagebuilder/distributionConfiguration:DistributionConfiguration",
      args: {
        name,
        description: args.description,
        distributions: regions.map((plan) => planRegion(name, plan, prefix)),
        tags: args.tags,
        region: args.region,
      },
      origins: {
        name: "name",
        description: "description",
        ...Object.assign({}, ...regions.map(({ region }, index) => origins(args, region, index, path))),
        tags: "tags",
      },
      // A build may begin as soon as the configuration is there.
      after: exports.map((child) => child.key),
    },
  ];
}

/** Where the settings of a region come from: the region, or the top. */
function origins(
  args: ImageDistributionArgs,
  region: string,
  index: number,
  path: string,
): Record<string, string> {
  const own = args.regions[region] ?? {};
  const of = (setting: Exclude<keyof RegionArgs, symbol>): string =>
    own[setting] === undefined ? `${path}${setting}` : `${path}regions["${region}"].${setting}`;
  const distribution = `distributions[${index}]`;
  const ami = `${distribution}.amiDistributionConfiguration`;
  const permission = `${ami}.launchPermission`;
  return {
    [distribution]: `${path}regions["${region}"]`,
    [`${ami}.name`]: of("amiName"),
    [`${ami}.description`]: of("amiDescription"),
    [`${ami}.amiTags`]: of("amiTags"),
    [`${ami}.kmsKeyId`]: of("kmsKeyArn"),
    [`${ami}.targetAccountIds`]: of("copyTo"),
    [permission]: of("share"),
    [`${permission}.userIds`]: `${of("share")}.accounts`,
    [`${permission}.organizationArns`]: `${of("share")}.organizations`,
    [`${permission}.organizationalUnitArns`]: `${of("share")}.organizationalUnits`,
    [`${distribution}.containerDistributionConfiguration`]: of("container"),
    [`${distribution}.containerDistributionConfiguration.containerTags`]: `${of("container")}.tags`,
    [`${distribution}.containerDistributionConfiguration.targetRepository`]: of("container"),
    [`${distribution}.launchTemplateConfigurations`]: of("launchTemplates"),
    [`${distribution}.fastLaunchConfigurations`]: of("fastLaunch"),
    [`${distribution}.licenseConfigurationArns`]: of("licenseConfigurationArns"),
    [`${distribution}.ssmParameterConfigurations`]: of("publish"),
    [`${distribution}.s3ExportConfiguration`]: of("export"),
  };
}

/** Sorted: the order in which regions were written down means nothing. */
export function regionPlans(args: ImageDistributionArgs): RegionPlan[] {
  return regionNames(args).map((region) => ({
    region,
    settings: effective<RegionArgs & Record<string, unknown>>({ ...args }, { ...args.regions[region] }),
  }));
}

export function regionNames(args: ImageDistributionArgs): string[] {
  return Object.keys(args.regions).sort();
}

/** The SSM parameter of each region that has one. */
export function parameterNames(args: ImageDistributionArgs): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(
    regionPlans(args).flatMap(({ region, settings: { publish } }) =>
      publish === undefined ? [] : [[region, publish.parameterName]],
    ),
  );
}

/** The bucket of each region that exports: a name, or a reference to a child. */
export function exportBuckets(args: ImageDistributionArgs, prefix = ""): Record<string, unknown> {
  return Object.fromEntries(
    regionPlans(args).flatMap((plan) => {
      const settings = exportSettings(plan, prefix);
      return settings === undefined ? [] : [[plan.region, settings.s3Bucket]];
    }),
  );
}

export const makesExportRole = (args: ImageDistributionArgs): boolean => exportRoleNeeded(regionPlans(args));

/**
 * What a golden image's execution role must be allowed to write, since its images are published by this distribution
 * outside of /imagebuilder/: the parameter of each region.
 */
export function parametersOfExecutionRole(
  args: ImageDistributionArgs,
): { region: string; parameterName: pulumi.Input<string> }[] {
  return regionPlans(args).flatMap(({ region, settings: { publish } }) =>
    publish?.byExecutionRole === true ? [{ region, parameterName: publish.parameterName }] : [],
  );
}

function planRegion(name: string, plan: RegionPlan, prefix: string): Record<string, unknown> {
  const { region, settings } = plan;
  const { container } = settings;
  if (container !== undefined) {
    return {
      region,
      containerDistributionConfiguration: {
        targetRepository: { service: "ECR", repositoryName: container.repositoryName },
        containerTags: sortedTexts(container.tags),
        description: container.description,
      },
    };
  }
  return {
    region,
    amiDistributionConfiguration: planAmi(name, settings),
    launchTemplateConfigurations: planLaunchTemplates(settings),
    fastLaunchConfigurations: planFastLaunch(settings),
    licenseConfigurationArns: sortedTexts(settings.licenseConfigurationArns),
    ssmParameterConfigurations: planParameters(settings),
    s3ExportConfiguration: exportSettings(plan, prefix),
  };
}

function planAmi(name: string, settings: RegionArgs): Record<string, unknown> {
  const { share } = settings;
  return {
    name: settings.amiName,
    // Never absent: AWS refuses a region without any output, and a block without any value does not reach it.
    description: settings.amiDescription ?? `Distributed by ${name}`,
    amiTags: someTags(settings.amiTags),
    kmsKeyId: settings.kmsKeyArn,
    targetAccountIds: sortedTexts(settings.copyTo),
    launchPermission: share && {
      userIds: sortedTexts(share.accounts),
      organizationArns: sortedTexts(share.organizations),
      organizationalUnitArns: sortedTexts(share.organizationalUnits),
      userGroups: planGroups(share.public),
    },
  };
}

/** The only group of users that AWS knows is everybody. */
function planGroups(everybody: pulumi.Input<boolean> | undefined): unknown {
  if (everybody === undefined || typeof everybody === "boolean") return everybody ? ["all"] : undefined;
  return pulumi.output(everybody).apply((yes) => (yes ? ["all"] : undefined));
}

function planLaunchTemplates({ launchTemplates }: RegionArgs): unknown {
  return sortedBy(
    launchTemplates?.map(({ launchTemplateId, accountId, setDefaultVersion }) => ({
      launchTemplateId,
      accountId,
      default: setDefaultVersion ?? true,
    })),
    "accountId",
    "launchTemplateId",
  );
}

function planFastLaunch({ fastLaunch }: RegionArgs): unknown {
  return sortedBy(
    fastLaunch?.map((each) => ({
      accountId: each.accountId,
      enabled: each.enabled ?? true,
      launchTemplate:
        each.launchTemplateId === undefined && each.launchTemplateName === undefined
          ? undefined
          : {
              launchTemplateId: each.launchTemplateId,
              launchTemplateName: each.launchTemplateName,
              launchTemplateVersion: each.launchTemplateVersion,
            },
      maxParallelLaunches: each.maxParallelLaunches,
      snapshotConfiguration:
        each.snapshotCount === undefined ? undefined : { targetResourceCount: each.snapshotCount },
    })),
    "accountId",
  );
}

/** One parameter an account that has a copy, which is the image's own where no others are named. */
function planParameters({ publish, copyTo }: RegionArgs): unknown {
  if (publish === undefined) return undefined;
  const parameter = { parameterName: publish.parameterName, dataType: "aws:ec2:image" };
  const accounts = sortedTexts(publish.accountIds ?? copyTo);
  if (accounts === undefined) return [parameter];
  const inEach = (ids: pulumi.Input<string>[]): unknown[] =>
    ids.map((amiAccountId) => ({ ...parameter, amiAccountId }));
  return Array.isArray(accounts) ? inEach(accounts) : pulumi.output(accounts).apply(inEach);
}
