// A distribution that is written down in the golden image itself, or follows from the tags of its container image.

import type * as pulumi from "@pulumi/pulumi";
import { madeLaunchTemplates } from "../image-distribution/launch-templates";
import {
  parametersOfExecutionRole,
  planConfiguration,
  planImageDistribution,
  regionPlans,
} from "../image-distribution/plan";
import type { ImageDistributionArgs, RegionArgs, RegionPlan } from "../image-distribution/args";
import { containerTarget, madeRepositories } from "../image-distribution/repositories";
import type { BuildRepository } from "../image-distribution/repositories";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import type { Context } from "./args";
import { afterRepository, repositoryName } from "./repository";

const prefix = "distribution-";
const path = "distribution.";

/** What an ImageDistribution of the golden image's name would take. */
function distributionArgs({ args }: Context): ImageDistributionArgs | undefined {
  const { distribution, container: image, description, tags, region } = args;
  if (distribution === undefined) return undefined;
  const tagged = <T extends RegionArgs>({ container, ...settings }: T): RegionArgs => ({
    ...settings,
    ...(container && { container: { ...container, tags: container.tags ?? image?.tags } }),
  });
  const regions = Object.entries(distribution.regions).map(([name, own]) => [name, tagged(own)]);
  return {
    ...tagged(distribution),
    regions: Object.fromEntries(regions) as Record<string, RegionArgs>,
    description,
    tags,
    region,
  };
}

const plansOf = (context: Context): RegionPlan[] => {
  const distribution = distributionArgs(context);
  return distribution === undefined ? [] : regionPlans(distribution, path);
};

function buildRepository(context: Context): BuildRepository | undefined {
  const { container } = context.args;
  const { region } = context.place;
  return (
    container && {
      region: typeof region === "string" ? region : undefined,
      name: repositoryName(context),
    }
  );
}

export function planDistribution(context: Context): Child[] {
  const distribution = distributionArgs(context);
  const planned =
    distribution !== undefined
      ? planImageDistribution(context.name, distribution, {
          prefix,
          path,
          build: buildRepository(context),
        })
      : isTagged(context)
        ? [planTags(context)]
        : [];
  return planned.map((child) => ({
    ...child,
    after: [...(child.after ?? []), ...afterRepository(context)],
  }));
}

/** Image Builder knows tags of a container image in distributions only: this one is for the region of the build. */
function planTags(context: Context): Child {
  const { name, args, place } = context;
  return planConfiguration(`${prefix}configuration`, name, args, [
    {
      region: place.region,
      containerDistributionConfiguration: containerTarget(repositoryName(context), {
        tags: args.container?.tags,
      }),
    },
  ]);
}

const isTagged = ({ args }: Context): boolean => args.container?.tags !== undefined;

export const distributionArn = (context: Context): unknown =>
  context.args.distribution === undefined && !isTagged(context)
    ? context.args.distributionArn
    : new Ref(`${prefix}configuration`, "arn");

/** The tags that images get in the repository that is made for the build. */
export function tagsOfBuild(context: Context): pulumi.Input<string>[] | undefined {
  const own = plansOf(context).find(({ region }) => region === buildRepository(context)?.region);
  return own?.settings.container?.tags ?? context.args.container?.tags;
}

/** Repositories that receive the image besides the one of the build. */
export function furtherRepositories(
  context: Context,
): { region: string; repositoryName: pulumi.Input<string>; path: string }[] {
  const build = buildRepository(context);
  return plansOf(context).flatMap(({ region, settings: { container }, at }) => {
    if (container === undefined || build === undefined) return [];
    const isBuilds = container.repositoryName === undefined && region === build.region;
    return isBuilds
      ? []
      : [
          {
            region,
            repositoryName: container.repositoryName ?? build.name,
            path: `${at("container")}.repositoryName`,
          },
        ];
  });
}

/** What is made by region, each as its output. */
export const madeInRegions = (
  context: Context,
): { repositoryUrls: [string, Ref][]; launchTemplateIds: [string, Ref][] } => ({
  repositoryUrls: madeRepositories(plansOf(context), prefix, buildRepository(context)),
  launchTemplateIds: madeLaunchTemplates(plansOf(context), prefix),
});

/** The parameters that Image Builder writes by its execution role. */
export function parametersToWrite(context: Context): ReturnType<typeof parametersOfExecutionRole> {
  const distribution = distributionArgs(context);
  return distribution === undefined ? [] : parametersOfExecutionRole(distribution, path);
}
