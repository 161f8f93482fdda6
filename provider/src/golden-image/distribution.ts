// A distribution that is written down in the golden image itself, or follows from the tags of its container image.

import type * as pulumi from "@pulumi/pulumi";
import { planConfiguration, planDeliveries } from "../image-distribution/plan";
import { regionPlans } from "../image-distribution/regions";
import type { ImageDistributionArgs, RegionArgs, RegionPlan } from "../image-distribution/regions";
import { containerTarget } from "../image-distribution/repositories";
import type { BuildRepository } from "../image-distribution/repositories";
import type { Child } from "../plan/child";
import type { Ref, Text } from "../plan/deferred";
import type { Context } from "./args";
import { repositoryName } from "./repository";
import type { BuiltRepository } from "./repository";

const prefix = "distribution-";
const path = "distribution.";

/** Where the image goes, read off the inputs once. */
export interface Delivery {
  /** Of the inline distribution. */
  regions: readonly RegionPlan[];
  /** Where the builds put a container image. */
  build: BuildRepository | undefined;
  /** The tags that images get in the repository that is made for the build. */
  tagsOfBuild: pulumi.Input<string>[] | undefined;
  /** Repositories that receive the image besides the one of the build. */
  furtherRepositories: { region: string; repositoryName: pulumi.Input<string>; path: string }[];
  /** The parameters that Image Builder writes by its execution role. */
  parameters: { region: string; parameterName: pulumi.Input<string>; path: string }[];
}

export function deliveryOf(context: Context): Delivery {
  const distribution = distributionArgs(context);
  const regions = distribution === undefined ? [] : regionPlans(distribution, path);
  const build = buildRepository(context);
  const own = regions.find(({ region }) => region === build?.region);
  return {
    regions,
    build,
    tagsOfBuild: own?.settings.container?.tags ?? context.args.container?.tags,
    furtherRepositories: regions.flatMap(({ region, settings: { container }, at }) => {
      if (container === undefined || build === undefined) return [];
      if (container.repositoryName === undefined && region === build.region) return [];
      return [
        {
          region,
          repositoryName: container.repositoryName ?? build.name,
          path: `${at("container")}.repositoryName`,
        },
      ];
    }),
    // Outside of /imagebuilder/ its service-linked role may not write.
    parameters: regions.flatMap(({ region, settings: { publish }, at }) =>
      publish?.byExecutionRole === true
        ? [{ region, parameterName: publish.parameterName, path: `${at("publish")}.parameterName` }]
        : [],
    ),
  };
}

/** What an ImageDistribution of the golden image's name would take. */
function distributionArgs({ args }: Context): ImageDistributionArgs | undefined {
  const { distribution, container: image, description, tags, region } = args;
  if (distribution === undefined) return undefined;
  const tagged = <T extends RegionArgs>({ container, ...settings }: T): RegionArgs => ({
    ...settings,
    ...(container && { container: { ...container, tags: container.tags ?? image?.tags } }),
  });
  const regions = Object.entries(distribution.regions).map(([name, own]) => [name, tagged(own)]);
  return { ...tagged(distribution), regions: Object.fromEntries(regions), description, tags, region };
}

function buildRepository(context: Context): BuildRepository | undefined {
  const name = repositoryName(context);
  const { region } = context;
  return name === undefined ? undefined : { region: typeof region === "string" ? region : undefined, name };
}

export interface Distribution {
  children: Child[];
  /** Of the distribution configuration, given or made. */
  arn: Text | undefined;
  repositoryUrls: Record<string, Ref<string>>;
  launchTemplateIds: Record<string, Ref<string>>;
}

export function planDistribution(
  context: Context,
  delivery: Delivery,
  repository: BuiltRepository | undefined,
): Distribution {
  const { name, args } = context;
  if (args.distribution !== undefined) {
    const { regions, build } = delivery;
    const { children, configuration, repositoryUrls, launchTemplateIds } = planDeliveries(name, args, {
      regions,
      prefix,
      path,
      build,
    });
    return {
      children: waiting(children, repository),
      arn: configuration.out.arn,
      repositoryUrls,
      launchTemplateIds,
    };
  }
  const none = { repositoryUrls: {}, launchTemplateIds: {} };
  if (repository === undefined || args.container?.tags === undefined) {
    return { children: [], arn: args.distributionArn, ...none };
  }
  // Image Builder knows tags of a container image in distributions only: this one is for the region of the build.
  const configuration = planConfiguration(`${prefix}configuration`, name, args, [
    {
      region: context.region,
      containerDistributionConfiguration: containerTarget(repository.name, { tags: args.container.tags }),
    },
  ]);
  return { children: waiting([configuration], repository), arn: configuration.out.arn, ...none };
}

/** What goes to the repository of the build waits for it. */
const waiting = (children: readonly Child[], repository: BuiltRepository | undefined): Child[] =>
  children.map((child) => ({ ...child, after: [...(child.after ?? []), ...(repository?.after ?? [])] }));
