// What a pipeline, or one image on its own, says about a build: checked, and with what AWS fills in.

import type { CreateImagePipelineRequest, ImagePipeline } from "@aws-sdk/client-imagebuilder";
import { findContainerRecipe } from "./container-recipes";
import { invalidCombination, invalidValue } from "./errors";
import { findRecipe } from "./image-recipes";
import { checkSchedule } from "./schedule";
import { checkWorkflows } from "./workflow-plan";
import type { Store } from "./world";

type Configuration = Omit<CreateImagePipelineRequest, "name" | "tags">;

export function checkPlan(request: Configuration, store: Store): void {
  const {
    imageRecipeArn,
    containerRecipeArn,
    infrastructureConfigurationArn: infrastructure = "",
    distributionConfigurationArn,
  } = request;
  if ((imageRecipeArn === undefined) === (containerRecipeArn === undefined)) {
    throw invalidCombination("imageRecipeArn, containerRecipeArn", "Exactly one of them must be given.");
  }
  if (imageRecipeArn !== undefined && findRecipe(store, imageRecipeArn) === undefined) {
    throw invalidValue("imageRecipeArn", "The recipe does not exist.");
  }
  if (containerRecipeArn !== undefined && findContainerRecipe(store, containerRecipeArn) === undefined) {
    throw invalidValue("containerRecipeArn", "The recipe does not exist.");
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
  checkWorkflows(request, store);
  checkLogging(request);
  checkScanning(request);
}

/** As the model's texts of ImageScanningConfiguration have it. */
function checkScanning({ imageScanningConfiguration, containerRecipeArn }: Configuration): void {
  const { scanResultCondition } = imageScanningConfiguration ?? {};
  const onDemand = scansAmi(imageScanningConfiguration);
  if (scanResultCondition !== undefined && !onDemand) {
    throw invalidCombination(
      "imageScanningConfiguration.scanResultCondition",
      "It can be set only when imageScanningTypes is ON_DEMAND_AMI_CVE.",
    );
  }
  if (onDemand && containerRecipeArn !== undefined) {
    throw invalidCombination(
      "imageScanningConfiguration.imageScanningTypes",
      "ON_DEMAND_AMI_CVE needs an image recipe.",
    );
  }
}

/** Whether the AMI itself is scanned, and not the test instance. */
export const scansAmi = (configuration: ImagePipeline["imageScanningConfiguration"]): boolean =>
  configuration?.imageScanningTypes?.includes("ON_DEMAND_AMI_CVE") === true;

/** Elsewhere than in its own log groups Image Builder writes with an execution role only. */
function checkLogging({ loggingConfiguration, executionRole }: Configuration): void {
  const { imageLogGroupName, pipelineLogGroupName } = loggingConfiguration ?? {};
  for (const name of [imageLogGroupName, pipelineLogGroupName]) {
    if (name !== undefined && executionRole === undefined && !/^\/aws\/imagebuilder\//.test(name)) {
      throw invalidCombination(
        "loggingConfiguration",
        "An execution role must be given with a log group outside /aws/imagebuilder/.",
      );
    }
  }
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
    platform: recipeOf(configuration, store)?.platform,
  };
}

/** The recipe of either kind that a pipeline names. */
export const recipeOf = (
  { imageRecipeArn, containerRecipeArn }: Pick<ImagePipeline, "imageRecipeArn" | "containerRecipeArn">,
  store: Store,
) =>
  containerRecipeArn === undefined
    ? findRecipe(store, imageRecipeArn ?? "")
    : findContainerRecipe(store, containerRecipeArn);
