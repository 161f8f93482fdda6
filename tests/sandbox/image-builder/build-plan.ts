// What a pipeline, or one image on its own, says about a build: checked, and with what AWS fills in.

import type { CreateImagePipelineRequest, ImagePipeline } from "@aws-sdk/client-imagebuilder";
import { invalidCombination, invalidValue, notEmulated } from "./errors";
import { findRecipe } from "./image-recipes";
import { checkSchedule } from "./schedule";
import { checkWorkflows } from "./workflow-definitions";
import type { Store } from "./world";

type Configuration = Omit<CreateImagePipelineRequest, "name" | "tags">;

export function checkPlan(request: Configuration, store: Store): void {
  const {
    imageRecipeArn,
    infrastructureConfigurationArn: infrastructure = "",
    distributionConfigurationArn,
  } = request;
  if ((imageRecipeArn === undefined) === (request.containerRecipeArn === undefined)) {
    throw invalidCombination("imageRecipeArn, containerRecipeArn", "Exactly one of them must be given.");
  }
  if (imageRecipeArn === undefined) {
    throw notEmulated("container images");
  }
  if (findRecipe(store, imageRecipeArn) === undefined) {
    throw invalidValue("imageRecipeArn", "The recipe does not exist.");
  }
  if (!store.infrastructureConfigurations.has(infrastructure)) {
    throw invalidValue("infrastructureConfigurationArn", "The infrastructure configuration does not exist.");
  }
  if (distributionConfigurationArn && !store.distributionConfigurations.has(distributionConfigurationArn)) {
    throw invalidValue("distributionConfigurationArn", "The distribution configuration does not exist.");
  }
  if (request.schedule?.scheduleExpression !== undefined) {
    checkSchedule(request.schedule.scheduleExpression);
  }
  checkWorkflows(request);
}

export function planOf(
  { clientToken: _token, ...configuration }: Configuration,
  store: Store,
): ImagePipeline {
  return {
    enhancedImageMetadataEnabled: true,
    status: "ENABLED",
    ...configuration,
    imageTestsConfiguration: {
      imageTestsEnabled: true,
      timeoutMinutes: 720,
      ...configuration.imageTestsConfiguration,
    },
    platform: findRecipe(store, configuration.imageRecipeArn ?? "")?.platform,
  };
}
