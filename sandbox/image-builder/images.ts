import type {
  CancelImageCreationRequest,
  CreateImageRequest,
  DeleteImageRequest,
  GetImageRequest,
  Image,
  ImagePipeline,
  ImageStatus,
  ListImageBuildVersionsRequest,
  ListImagePipelineImagesRequest,
  ListImagesRequest,
} from "@aws-sdk/client-imagebuilder";
import { compareArns, latestVersionReferences, refersTo, versionArn } from "./arns";
import { runImage } from "./build";
import { nextBuild } from "./build-numbers";
import { checkPlan, planOf } from "./build-plan";
import { type Call, now } from "./call";
import { managedImages } from "./catalogue";
import { findContainerRecipe } from "./container-recipes";
import { AwsError, dependedOn, notEmulated, notFound } from "./errors";
import { changeState } from "./image-states";
import { findRecipe, startsFrom } from "./image-recipes";
import { type Filterable, filtered, page } from "./paging";
import { findImage } from "./parents";
import { checkImageId } from "./workflow-plan";
import type { Store, Stored, StoredImage } from "./world";

/** Makes the next build of the recipe's image, and lets it run. */
export function startImage(
  plan: ImagePipeline,
  tags: Record<string, string> | undefined,
  call: Call,
): StoredImage {
  const { store } = call;
  const imageRecipe = plan.imageRecipeArn ? findRecipe(store, plan.imageRecipeArn) : undefined;
  const containerRecipe = plan.containerRecipeArn
    ? findContainerRecipe(store, plan.containerRecipeArn)
    : undefined;
  const recipe = imageRecipe ?? containerRecipe;
  if (recipe === undefined) {
    throw notFound(plan.imageRecipeArn ?? plan.containerRecipeArn ?? "");
  }
  const { imageLogGroupName: logGroupName } = plan.loggingConfiguration ?? {};
  const image: StoredImage = {
    arn: nextBuild(store, recipe.name, recipe.version),
    name: recipe.name,
    version: recipe.version,
    type: containerRecipe === undefined ? "AMI" : "DOCKER",
    platform: recipe.platform,
    enhancedImageMetadataEnabled: plan.enhancedImageMetadataEnabled,
    state: { status: "PENDING" },
    imageRecipe,
    containerRecipe,
    sourcePipelineName: plan.name,
    sourcePipelineArn: plan.arn,
    infrastructureConfiguration: store.infrastructureConfigurations.get(
      plan.infrastructureConfigurationArn ?? "",
    ),
    distributionConfiguration: store.distributionConfigurations.get(plan.distributionConfigurationArn ?? ""),
    imageTestsConfiguration: plan.imageTestsConfiguration,
    imageScanningConfiguration: plan.imageScanningConfiguration,
    executionRole: plan.executionRole,
    workflows: plan.workflows,
    loggingConfiguration: logGroupName === undefined ? undefined : { logGroupName },
    dateCreated: now(),
    tags: { ...plan.imageTags, ...tags },
    buildType: "USER_INITIATED",
    imageSource: "CUSTOM",
  };
  checkImageId(image, store);
  store.images.set(image.arn, image);
  runImage(image, call);
  return image;
}

export function createImage(request: CreateImageRequest, call: Call) {
  const { loggingConfiguration, ...rest } = request;
  const plan = { ...rest, loggingConfiguration: { imageLogGroupName: loggingConfiguration?.logGroupName } };
  checkPlan(plan, call.store);
  return { imageBuildVersionArn: startImage(planOf(plan, call.store), request.tags, call).arn };
}

export function getImage({ imageBuildVersionArn: reference = "" }: GetImageRequest, { store }: Call) {
  const image = findImage(store, reference);
  if (image === undefined) {
    throw notFound(reference);
  }
  return { image, latestVersionReferences: latestVersionReferences(image.arn) };
}

const finalStatuses: readonly (ImageStatus | undefined)[] = [
  "AVAILABLE",
  "FAILED",
  "CANCELLED",
  "DEPRECATED",
  "DISABLED",
  "DELETED",
];

const isRunning = ({ state }: StoredImage): boolean => !finalStatuses.includes(state.status);

export function cancelImageCreation(
  { imageBuildVersionArn: arn = "" }: CancelImageCreationRequest,
  call: Call,
) {
  const { store } = call;
  const image = store.images.get(arn);
  if (image === undefined) {
    throw notFound(arn);
  }
  if (!isRunning(image)) {
    throw new AwsError("InvalidRequestException", "Only an image that is being created can be cancelled.");
  }
  changeState(image, { status: "CANCELLED", reason: "Cancelled by the user" }, call);
  for (const run of store.workflowRuns.values()) {
    if (run.imageBuildVersionArn === arn && run.status === "RUNNING") {
      run.status = "CANCELLED";
      run.endTime = now();
      run.steps.filter(({ status }) => status === "RUNNING").forEach((step) => (step.status = "CANCELLED"));
    }
  }
  return { imageBuildVersionArn: arn };
}

/** Deletes Image Builder's resource only: its AMIs stay where they are. */
export function deleteImage({ imageBuildVersionArn: arn = "" }: DeleteImageRequest, { store }: Call) {
  const image = store.images.get(arn);
  if (image === undefined) {
    throw notFound(arn);
  }
  if (isRunning(image)) {
    throw new AwsError("InvalidRequestException", "An image that is being created can't be deleted.");
  }
  const recipes = [...store.imageRecipes.values(), ...store.containerRecipes.values()];
  if (recipes.some((recipe) => startsFrom(recipe, arn))) {
    throw dependedOn(arn);
  }
  store.images.delete(arn);
  return { imageBuildVersionArn: arn };
}

const filterable: Filterable<Image> = {
  name: ({ name }) => name,
  osVersion: ({ osVersion }) => osVersion,
  platform: ({ platform }) => platform,
  type: ({ type }) => type,
  version: ({ version }) => version,
};

export function listImages(request: ListImagesRequest, { store }: Call) {
  if (request.byName === true) {
    throw notEmulated("lists by name");
  }
  const versions = new Map(
    imagesOf(request.owner, store)
      .map((image) => ({ ...image, arn: versionArn(image.arn), owner: ownerOf(image, store) }))
      .map((image) => [image.arn, image] as const),
  );
  const { items, nextToken } = page(filtered([...versions.values()], request.filters, filterable), request);
  return { imageVersionList: items, nextToken };
}

function imagesOf(owner: ListImagesRequest["owner"], store: Store): Stored<Image>[] {
  switch (owner) {
    case undefined:
    case "Self":
      return [...store.images.values()];
    case "Amazon":
      return managedImages(store.place.region);
    default:
      return [];
  }
}

const ownerOf = ({ imageSource }: Image, { place }: Store): string =>
  imageSource === "AMAZON_MANAGED" ? "Amazon" : place.account;

export function listImageBuildVersions(request: ListImageBuildVersionsRequest, { store }: Call) {
  const { imageVersionArn = "" } = request;
  const images = [...store.images.values()].filter(
    ({ arn }) => !imageVersionArn || refersTo(imageVersionArn, arn),
  );
  return summaries(images, request, store);
}

export function listImagePipelineImages(request: ListImagePipelineImagesRequest, { store }: Call) {
  const { imagePipelineArn = "" } = request;
  if (!store.imagePipelines.has(imagePipelineArn)) {
    throw notFound(imagePipelineArn);
  }
  const images = [...store.images.values()].filter(
    ({ sourcePipelineArn }) => sourcePipelineArn === imagePipelineArn,
  );
  return summaries(images, request, store);
}

/** Builds, the newest first. A summary's version has the build in it. */
function summaries(images: readonly StoredImage[], request: ListImageBuildVersionsRequest, store: Store) {
  const newestFirst = [...images].sort((left, right) => compareArns(right.arn, left.arn));
  const { items, nextToken } = page(filtered(newestFirst, request.filters, filterable), request);
  const imageSummaryList = items.map((image) => ({
    ...image,
    version: image.arn.split("/").slice(2).join("/"),
    owner: ownerOf(image, store),
  }));
  return { imageSummaryList, nextToken };
}
