// The ECR repository of a container image, in the region of its build: given, or made.

import type * as pulumi from "@pulumi/pulumi";
import { planRepository } from "../parts/ecr-repository";
import type { EcrRepository } from "../parts/ecr-repository";
import type { Child } from "../plan/child";
import type { Context } from "./args";

export interface BuiltRepository {
  children: Child[];
  /** Where it is made. */
  made: EcrRepository["repository"] | undefined;
  /**
   * The name itself and no reference to the repository, for whoever waits for it by `after`. When the repository is
   * replaced, the engine would delete whatever must be replaced with it first; and AWS deletes no recipe of a pipeline.
   */
  name: pulumi.Input<string>;
  after: string[];
}

/** Undefined where the image is an AMI. */
export function planBuildRepository(
  context: Context,
  imageTags: pulumi.Input<string>[] | undefined,
): BuiltRepository | undefined {
  const { args } = context;
  const { container } = args;
  const name = repositoryName(context);
  if (container === undefined || name === undefined) return undefined;
  if (container.repositoryName !== undefined) return { children: [], made: undefined, name, after: [] };
  const { children, repository } = planRepository("repository", {
    name,
    kmsKeyArn: container.repositoryKmsKeyArn,
    untaggedDays: container.untaggedDays,
    imageTags,
    tags: args.tags,
    region: args.region,
  });
  return { children, made: repository, name, after: [repository.key] };
}

/** The name of the repository of a container image. */
export const repositoryName = ({ name, args }: Context): pulumi.Input<string> | undefined =>
  args.container && (args.container.repositoryName ?? name);
