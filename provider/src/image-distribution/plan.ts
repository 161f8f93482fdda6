// Where an image goes. Pure, and used by a golden image for a distribution that is written inline.

import type { imagebuilder as aws } from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import type * as contract from "../checks/schema/generated/types";
import { child } from "../plan/child";
import type { Child, Fields, Made } from "../plan/child";
import type { Ref, Text } from "../plan/deferred";
import type { Plan } from "../plan/plan";
import { sortedBy, sortedTexts } from "../plan/sorted";
import { someTags } from "../plan/tags";
import { planExports } from "./exports";
import { launchTemplateSettings, planLaunchTemplates } from "./launch-templates";
import { regionPlans } from "./regions";
import type { ImageDistributionArgs, RegionArgs, RegionPlan } from "./regions";
import { planRepositories, repositorySettings } from "./repositories";
import type { BuildRepository } from "./repositories";
import { distributionWarnings } from "./warnings";

const type = "aws:imagebuilder/distributionConfiguration:DistributionConfiguration";

type Configuration = Made<typeof type>;

/** What Image Builder is told about a region. */
type Distribution = Fields<aws.DistributionConfigurationDistribution>;

/** Where a distribution is written: by itself, or in a golden image. */
export interface Surroundings {
  regions: readonly RegionPlan[];
  /** Begins the keys of the children. */
  prefix: string;
  /** Begins the paths of the settings in the user's input. */
  path: string;
  /** Where the golden image's builds put a container image. */
  build?: BuildRepository | undefined;
}

/** A distribution that stands by itself. */
export function planImageDistribution(
  name: string,
  args: ImageDistributionArgs,
): Plan<contract.ImageDistributionOutputs> {
  const regions = regionPlans(args);
  const made = planDeliveries(name, args, { regions, prefix: "", path: "" });
  // What is written inline, nobody else uses.
  const usage = child({
    key: "usage",
    type: "goldenimage:index:Usage",
    args: { arn: made.configuration.out.arn, region: args.region },
  });
  return {
    children: [...made.children, usage],
    outputs: {
      // By way of what looks for users: so those of this stack go before it looks.
      arn: usage.out.arn,
      name: made.configuration.out.name,
      regionNames: regions.map(({ region }) => region),
      ssmParameterNames: Object.fromEntries(
        regions.flatMap(({ region, settings: { publish } }) =>
          publish === undefined ? [] : [[region, publish.parameterName]],
        ),
      ),
      exportRoleArn: made.exportRoleArn,
      exportBucketNames: made.exportBucketNames,
      repositoryUrls: made.repositoryUrls,
      launchTemplateIds: made.launchTemplateIds,
    },
    warnings: () => distributionWarnings({ ...args }),
  };
}

/** What is made for a distribution, and what of it others may use; maps are by region. */
export interface Deliveries {
  children: Child[];
  configuration: Configuration;
  exportRoleArn: Ref<string> | undefined;
  exportBucketNames: Record<string, Text>;
  repositoryUrls: Record<string, Ref<string>>;
  launchTemplateIds: Record<string, Ref<string>>;
}

export function planDeliveries(
  name: string,
  args: ConfigurationArgs,
  { regions, prefix, path, build }: Surroundings,
): Deliveries {
  const exports = planExports(regions, args.tags, prefix);
  const repositories = planRepositories(name, regions, args.tags, prefix, build);
  const launchTemplates = planLaunchTemplates(regions, args.tags, prefix);
  const made = [
    ...exports.children,
    ...[...repositories.values()].flatMap(({ children }) => children),
    ...launchTemplates.values(),
  ];
  const distributions = regions.map((plan): Distribution => {
    const { region, settings } = plan;
    if (settings.container !== undefined) {
      return { region, containerDistributionConfiguration: repositorySettings(plan, repositories, build) };
    }
    return {
      region,
      amiDistributionConfiguration: planAmi(name, settings),
      launchTemplateConfigurations: launchTemplateSettings(plan, launchTemplates),
      fastLaunchConfigurations: planFastLaunch(settings),
      licenseConfigurationArns: sortedTexts(settings.licenseConfigurationArns),
      ssmParameterConfigurations: planParameters(settings),
      s3ExportConfiguration: exports.settings.get(region),
    };
  });
  const configuration = planConfiguration(`${prefix}configuration`, name, args, distributions, {
    origins: Object.assign({}, ...regions.map((plan, index) => origins(plan, index, path))),
    // A build may begin as soon as the configuration is there.
    after: made.map(({ key }) => key),
  });
  return {
    children: [...made, configuration],
    configuration,
    exportRoleArn: exports.role?.out.arn,
    exportBucketNames: byRegion(exports.settings, ({ s3Bucket }) => s3Bucket),
    repositoryUrls: byRegion(repositories, ({ repository }) => repository.out.repositoryUrl),
    launchTemplateIds: byRegion(launchTemplates, ({ out }) => out.id),
  };
}

const byRegion = <T, R>(made: ReadonlyMap<string, T>, read: (one: T) => R): Record<string, R> =>
  Object.fromEntries([...made].map(([region, one]) => [region, read(one)]));

type ConfigurationArgs = Pick<ImageDistributionArgs, "description" | "tags" | "region">;

export const planConfiguration = (
  key: string,
  name: string,
  { description, tags, region }: ConfigurationArgs,
  distributions: Distribution[],
  { origins, after }: Pick<Child, "origins" | "after"> = {},
): Configuration =>
  child({
    key,
    type,
    args: { name, description, distributions, tags, region },
    origins: { name: "name", description: "description", ...origins, tags: "tags" },
    after,
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

function planAmi(name: string, settings: RegionArgs): Distribution["amiDistributionConfiguration"] {
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
function planGroups(everybody: pulumi.Input<boolean> | undefined): pulumi.Input<string[] | undefined> {
  if (everybody === undefined || typeof everybody === "boolean") return everybody ? ["all"] : undefined;
  return pulumi.output(everybody).apply((yes) => (yes ? ["all"] : undefined));
}

function planFastLaunch({ fastLaunch }: RegionArgs): Distribution["fastLaunchConfigurations"] {
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
function planParameters({ publish, copyTo }: RegionArgs): Distribution["ssmParameterConfigurations"] {
  if (publish === undefined) return undefined;
  const parameter = { parameterName: publish.parameterName, dataType: "aws:ec2:image" };
  const accounts = sortedTexts(publish.accountIds ?? copyTo);
  if (accounts === undefined) return [parameter];
  const inEach = (ids: pulumi.Input<string>[]) => ids.map((amiAccountId) => ({ ...parameter, amiAccountId }));
  return Array.isArray(accounts) ? inEach(accounts) : pulumi.output(accounts).apply(inEach);
}
