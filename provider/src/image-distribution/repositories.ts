// Repositories that receive container images: given, or made in each region, since Image Builder makes none.

import type * as pulumi from "@pulumi/pulumi";
import { sortedTexts } from "../plan/sorted";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { planRepository } from "../parts/ecr-repository";
import type { RegionArgs, RegionPlan } from "./args";

/** Where a golden image's builds put a container image before it is distributed. */
export interface BuildRepository {
  /** Undefined where it is not known in preview; then the rules let no repository be made. */
  region: string | undefined;
  name: pulumi.Input<string>;
}

const repositoryKey = (region: string, prefix: string): string => `${prefix}repository-${region}`;

/** The regions in which one is made. */
function making(plans: readonly RegionPlan[], build: BuildRepository | undefined): RegionPlan[] {
  return plans.filter(
    ({ region, settings: { container } }) =>
      container !== undefined && container.repositoryName === undefined && region !== build?.region,
  );
}

/** The regions in which one is made, each with its URL. */
export const madeRepositories = (
  plans: readonly RegionPlan[],
  prefix: string,
  build?: BuildRepository,
): [string, Ref][] =>
  making(plans, build).map(({ region }) => [region, new Ref(repositoryKey(region, prefix), "repositoryUrl")]);

export function planRepositories(
  name: string,
  plans: readonly RegionPlan[],
  tags: object | undefined,
  prefix: string,
  build?: BuildRepository,
): Child[] {
  return making(plans, build).flatMap(({ region, settings: { container } }) =>
    planRepository(repositoryKey(region, prefix), {
      name: build?.name ?? name,
      kmsKeyArn: container?.repositoryKmsKeyArn,
      untaggedDays: container?.untaggedDays,
      imageTags: container?.tags,
      tags,
      region,
    }),
  );
}

/** What Image Builder is told about the repository of a region. */
export function repositorySettings(
  { region, settings: { container } }: RegionPlan,
  prefix: string,
  build?: BuildRepository,
): Record<string, unknown> {
  const own = region === build?.region ? build.name : new Ref(repositoryKey(region, prefix), "name");
  return containerTarget(container?.repositoryName ?? own, container);
}

export const containerTarget = (
  repositoryName: unknown,
  image: Pick<NonNullable<RegionArgs["container"]>, "tags" | "description"> | undefined,
): Record<string, unknown> => ({
  targetRepository: { service: "ECR", repositoryName },
  containerTags: sortedTexts(image?.tags),
  description: image?.description,
});
