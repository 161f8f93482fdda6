// The ECR repository of a container image, in the region of its build.

import type * as pulumi from "@pulumi/pulumi";
import type { Child } from "../plan/child";
import { planRepository } from "../parts/ecr-repository";
import type { Context } from "./args";

export const makesRepository = ({ args }: Context): boolean =>
  args.container !== undefined && args.container.repositoryName === undefined;

/**
 * The name itself and no reference to the repository, for whoever waits for it by `afterRepository`. When the repository is
 * replaced, the engine would delete whatever must be replaced with it first; and AWS deletes no recipe of a pipeline.
 */
export const repositoryName = ({ name, args }: Context): pulumi.Input<string> =>
  args.container?.repositoryName ?? name;

export const afterRepository = (context: Context): string[] =>
  makesRepository(context) ? ["repository"] : [];

export function planBuildRepository(
  context: Context,
  imageTags: pulumi.Input<string>[] | undefined,
): Child[] {
  if (!makesRepository(context)) return [];
  const { name, args } = context;
  return planRepository("repository", {
    name,
    kmsKeyArn: args.container?.repositoryKmsKeyArn,
    untaggedDays: args.container?.untaggedDays,
    imageTags,
    tags: args.tags,
    region: args.region,
  });
}
