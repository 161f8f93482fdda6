import type {
  CreateImageRecipeRequest,
  DeleteImageRecipeRequest,
  GetImageRecipeRequest,
  ImageRecipe,
  ListImageRecipesRequest,
  Platform,
} from "@aws-sdk/client-imagebuilder";
import { arnOf, compareArns, highest, latestVersionReferences, parseArn, refersTo } from "./arns";
import { checkBlockDevices } from "./block-devices";
import { type Call, now, stopDryRun } from "./call";
import { alreadyExists, dependedOn, invalidCombination, notFound } from "./errors";
import { filtered, page } from "./paging";
import { checkParent, findImage } from "./parents";
import { platformOf } from "./recipe-components";
import { nextVersion } from "./recipe-versions";
import type { Store, Stored } from "./world";

export function createImageRecipe(request: CreateImageRecipeRequest, { store }: Call) {
  const name = request.name ?? "";
  const components = request.components ?? [];
  const parentImage = request.parentImage ?? "";
  checkParent(store, parentImage);
  const platform = platformOf(store, components, findImage(store, parentImage)?.platform);
  checkBlockDevices(request.blockDeviceMappings, "blockDeviceMappings");
  checkInstance(request, platform);
  const version = nextVersion(
    arnOf(store.place, "image-recipe", name, request.semanticVersion),
    store.imageRecipes.keys(),
  );
  const arn = arnOf(store.place, "image-recipe", name, version);
  if (store.imageRecipes.has(arn)) {
    throw alreadyExists("ImageRecipe", arn);
  }
  stopDryRun(request);
  store.imageRecipes.set(arn, {
    ...recipeOf(request),
    arn,
    name,
    version,
    type: "AMI",
    platform,
    owner: store.place.account,
    components,
    parentImage,
    dateCreated: now(),
    tags: request.tags,
  });
  return { imageRecipeArn: arn, latestVersionReferences: latestVersionReferences(arn) };
}

function recipeOf(request: CreateImageRecipeRequest): ImageRecipe {
  const { semanticVersion: _version, clientToken: _token, ...recipe } = request;
  return recipe;
}

function checkInstance(
  { additionalInstanceConfiguration: instance }: CreateImageRecipeRequest,
  platform: Platform,
): void {
  if (instance?.systemsManagerAgent !== undefined && platform === "Windows") {
    throw invalidCombination("additionalInstanceConfiguration.systemsManagerAgent", "It is not for Windows.");
  }
}

/** The recipe that a reference means, also with `x` in its version. */
export function findRecipe(
  store: Store,
  reference: string,
): (Stored<ImageRecipe> & { version: string }) | undefined {
  const arn = highest(reference, store.imageRecipes.keys());
  return arn === undefined ? undefined : store.imageRecipes.get(arn);
}

export function getImageRecipe({ imageRecipeArn: reference = "" }: GetImageRecipeRequest, { store }: Call) {
  const imageRecipe = findRecipe(store, reference);
  if (imageRecipe === undefined) {
    throw notFound(reference);
  }
  return { imageRecipe, latestVersionReferences: latestVersionReferences(imageRecipe.arn) };
}

export function deleteImageRecipe({ imageRecipeArn: arn = "" }: DeleteImageRecipeRequest, { store }: Call) {
  if (!store.imageRecipes.has(arn)) {
    throw notFound(arn);
  }
  const pipelines = [...store.imagePipelines.values()];
  if (pipelines.some(({ imageRecipeArn = "" }) => findRecipe(store, imageRecipeArn)?.arn === arn)) {
    throw dependedOn(arn);
  }
  store.imageRecipes.delete(arn);
  return { imageRecipeArn: arn };
}

export function listImageRecipes(request: ListImageRecipesRequest, { store }: Call) {
  const own = request.owner === undefined || request.owner === "Self";
  const recipes = (own ? [...store.imageRecipes.values()] : []).sort((left, right) =>
    compareArns(left.arn, right.arn),
  );
  const { items, nextToken } = page(
    filtered(recipes, request.filters, {
      name: ({ name }) => name,
      parentImage: ({ parentImage }) => parentImage,
      platform: ({ platform }) => platform,
      version: ({ version }) => version,
    }),
    request,
  );
  return { imageRecipeSummaryList: items, nextToken };
}

/** Whether a recipe starts from this build of an image and from no other. */
export const startsFrom = (recipe: Pick<ImageRecipe, "parentImage">, imageArn: string): boolean =>
  parseArn(recipe.parentImage ?? "")?.build !== undefined && refersTo(recipe.parentImage ?? "", imageArn);
