// Another pipeline, from whose images this golden image starts or which it follows. How its images are called, its
// recipe tells: pipelines that were made otherwise have a name of their own.

import * as pulumi from "@pulumi/pulumi";
import type { Context } from "./args";

/** All images of a pipeline, without their version. They are where the pipeline is, wherever its recipe comes from. */
export function imagesOf(
  { place }: Context,
  pipelineArn: pulumi.Input<string>,
  path: string,
): pulumi.Output<{ arn: string; container: boolean }> {
  return pulumi.all([pipelineArn, place.recipeOf(pipelineArn, path)]).apply(([pipeline, recipe]) => ({
    arn: `${pipeline.split(":").slice(0, 5).join(":")}:image/${recipe.split("/")[1]}`,
    container: recipe.includes(":container-recipe/"),
  }));
}
