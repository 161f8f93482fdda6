// The ECR repository of a container image, in the region of its build.

import type * as pulumi from "@pulumi/pulumi";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { planRepository } from "../plan/repository";
import type { Context } from "./args";

export const makesRepository = ({ args }: Context): boolean =>
  args.container !== undefined && args.container.repositoryName === undefined;

export function repositoryName(context: Context): unknown {
  return makesRepository(context) ? new Ref("repository", "name") : context.args.container?.repositoryName;
}

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
