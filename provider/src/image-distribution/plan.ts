// Where an image goes. Pure, as golden-image/plan.ts is, and used by it for a distribution that is written inline.

import * as pulumi from "@pulumi/pulumi";
import { sortedBy, sortedTexts } from "../plan/sorted";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import type { ImageDistributionArgs, RegionArgs, RegionPlan } from "./args";
import { exportRoleNeeded, exportSettings, planExports } from "./exports";
import { launchTemplateSettings, planLaunchTemplates } from "./launch-templates";
import { planRepositories, repositorySettings } from "./repositories";
import type { BuildRepository } from "./repositories";
import { effective } from "./settings";
import { someTags } from "../plan/tags";

/** Where a distribution is written: by itself, or in a golden image. */
export interface Surroundings {
  /** Begins the keys of the children. */
  prefix: string;
  /** Begins the paths of the settings in the user's input. */
  path: string;
  /** Where the golden image's builds put a container image. */
  build?: BuildRepository;
}

const byItself: Surroundings = { prefix: "", path: "" };

export function planImageDistribution(
  name: string,
  args: ImageDistributionArgs,
  { prefix, path, build }: Surroundings = byItself,
): Child[] {
  const regions = regionPlans(args, path);
  const made = [
    ...planExports(regions, args.tags, prefix),
    ...planRepositories(name, regions, args.tags, prefix, build),
    ...planLaunchTemplates(regions, args.tags, prefix),
  ];
  return [
    ...made,
    {
      ...planConfiguration(
        `${prefix}configuration`,
        name,
        args,
        regions.map((plan) => planRegion(name, plan, prefix, build)),
        Object.assign({}, ...regions.map((plan, index) => origins(plan, index, path))),
      ),
      // A build may begin as soon as the configuration is there.
      after: made.map((child) => child.key),
    },
  ];
}

export const planConfiguration = (
  key: string,
  name: string,
  { description, tags, region }: Pick<ImageDistributionArgs, "description" | "tags" | "region">,
  distributions: Record<string, unknown>[],
  origins: Record<string, string> = {},
): Child => ({
  key,
  type: "aws:imagebuilder/distributionConfiguration:DistributionConfiguration",
  args: { name, description, distributions, tags, region },
  origins: { name: "name", description: "description", ...origins, tags: "tags" },
});

/** Of a distribution by itself: what is written inline, nobody else uses. */
export const planUsage = ({ region }: ImageDistributionArgs): Child => ({
  key: "usage",
  type: "goldenimage:index:Usage",
  args: { arn: new Ref("configuration", "arn"), region },
});

/** Where the settings of a region come from: the region, or the top. */
function origins({ region, at: of }: RegionPlan, index: number, path: string): Record<string, string> {
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
export function regionPlans(args: ImageDistributionArgs, path = ""): RegionPlan[] {
  return regionNames(args).map((region) => {
    const own: RegionArgs = args.regions[region] ?? {};
    return {
      region,
      settings: effective<RegionArgs & Record<string, unknown>>({ ...args }, { ...own }),
      at: (setting) =>
        own[setting] === undefined ? `${path}${setting}` : `${path}regions["${region}"].${setting}`,
    };
  });
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
  path: string,
): { region: string; parameterName: pulumi.Input<string>; path: string }[] {
  return regionPlans(args, path).flatMap(({ region, settings: { publish }, at }) =>
    publish?.byExecutionRole === true
      ? [{ region, parameterName: publish.parameterName, path: `${at("publish")}.parameterName` }]
      : [],
  );
}

function planRegion(
  name: string,
  plan: RegionPlan,
  prefix: string,
  build: BuildRepository | undefined,
): Record<string, unknown> {
  const { region, settings } = plan;
  if (settings.container !== undefined) {
    return { region, containerDistributionConfiguration: repositorySettings(plan, prefix, build) };
  }
  return {
    region,
    amiDistributionConfiguration: planAmi(name, settings),
    launchTemplateConfigurations: launchTemplateSettings(plan, prefix),
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

function planFastLaunch({ fastLaunch }: RegionArgs): unknown {
  if (fastLaunch === undefined) return undefined;
  return sortedBy(
    fastLaunch.map((each) => ({
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
