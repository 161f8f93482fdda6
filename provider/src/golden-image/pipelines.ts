// Another pipeline, from whose images this golden image starts or which it follows. How its images are called, its
// recipe tells: pipelines that were made otherwise have a name of their own.

import type * as pulumi from "@pulumi/pulumi";
import { derived } from "../plan/deferred";
import type { Derived } from "../plan/deferred";
import type { Context } from "./args";
import { recipeOf } from "./questions";

/** All images of a pipeline, without their version. They are where the pipeline is, wherever its recipe comes from. */
export const imagesOf = (
  context: Context,
  pipelineArn: pulumi.Input<string>,
  path: string,
): Derived<{ arn: string; container: boolean }> =>
  derived([pipelineArn, recipeOf(context, pipelineArn, path)], ([pipeline, recipe]) => ({
    arn: `${pipeline.split(":").slice(0, 5).join(":")}:image/${recipe.split("/")[1]}`,
    container: recipe.includes(":container-recipe/"),
  }));
