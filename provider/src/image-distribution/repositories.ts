// Repositories that receive container images: given, or made in each region, since Image Builder makes none.

import type { imagebuilder as aws } from "@pulumi/aws/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { planRepository } from "../parts/ecr-repository";
import type { EcrRepository } from "../parts/ecr-repository";
import type { Fields } from "../plan/child";
import type { Text } from "../plan/deferred";
import { sortedTexts } from "../plan/sorted";
import type { Tags } from "../plan/tags";
import type { RegionArgs, RegionPlan } from "./regions";

/** Where a golden image's builds put a container image before it is distributed. */
export interface BuildRepository {
  /** Undefined where it is not known in preview; then the rules let no repository be made. */
  region: string | undefined;
  name: pulumi.Input<string>;
}

/** Those that are made, by region. */
export type Repositories = ReadonlyMap<string, EcrRepository>;

export const planRepositories = (
  name: string,
  plans: readonly RegionPlan[],
  tags: Tags | undefined,
  prefix: string,
  build?: BuildRepository,
): Repositories =>
  new Map(
    plans.flatMap(({ region, settings: { container } }) =>
      container === undefined || container.repositoryName !== undefined || region === build?.region
        ? []
        : [
            [
              region,
              planRepository(`${prefix}repository-${region}`, {
                name: build?.name ?? name,
                kmsKeyArn: container.repositoryKmsKeyArn,
                untaggedDays: container.untaggedDays,
                imageTags: container.tags,
                tags,
                region,
              }),
            ],
          ],
    ),
  );

/** What Image Builder is told about the repository of a region: the given one, the one that is made, or the build's. */
export function repositorySettings(
  { region, settings: { container } }: RegionPlan,
  made: Repositories,
  build?: BuildRepository,
): ContainerTarget | undefined {
  const name = container?.repositoryName ?? made.get(region)?.repository.out.name ?? build?.name;
  return name === undefined ? undefined : containerTarget(name, container);
}

type ContainerTarget = Fields<aws.DistributionConfigurationDistributionContainerDistributionConfiguration>;

export const containerTarget = (
  repositoryName: Text,
  image: Pick<NonNullable<RegionArgs["container"]>, "tags" | "description"> | undefined,
): ContainerTarget => ({
  targetRepository: { service: "ECR", repositoryName },
  containerTags: sortedTexts(image?.tags),
  description: image?.description,
});
