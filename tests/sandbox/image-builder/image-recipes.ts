import type {
  ComponentConfiguration,
  CreateImageRecipeRequest,
  DeleteImageRecipeRequest,
  GetImageRecipeRequest,
  ImageRecipe,
  InstanceBlockDeviceMapping,
  ListImageRecipesRequest,
  Platform,
} from "@aws-sdk/client-imagebuilder";
import { arnOf, compareArns, highest, latestVersionReferences, parseArn, refersTo } from "./arns";
import { type Call, now, stopDryRun } from "./call";
import { findComponent } from "./components";
import { alreadyExists, AwsError, dependedOn, invalidCombination, invalidValue, notFound } from "./errors";
import { filtered, page } from "./paging";
import { checkParent, findImage } from "./parents";
import type { Store, Stored } from "./world";

const componentLimit = 20;

export function createImageRecipe(request: CreateImageRecipeRequest, { store }: Call) {
  const name = request.name ?? "";
  const components = request.components ?? [];
  const parentImage = request.parentImage ?? "";
  if (components.length > componentLimit) {
    throw new AwsError(
      "ServiceQuotaExceededException",
      `A recipe can have up to ${componentLimit} components.`,
    );
  }
  checkParent(store, parentImage);
  const platforms = components.map((component, index) => checkComponent(store, components, component, index));
  const platform = samePlatform([findImage(store, parentImage)?.platform, ...platforms]);
  for (const [index, mapping] of (request.blockDeviceMappings ?? []).entries()) {
    checkBlockDevice(mapping, `blockDeviceMappings[${index}].ebs`);
  }
  checkInstance(request, platform);
  const version = nextVersion(store, name, request.semanticVersion ?? "");
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

/** An `x` in the version asks for the next one: 1.0.x is 1.0.0 at first, and then one more than the highest. */
function nextVersion(store: Store, name: string, pattern: string): string {
  if (!pattern.includes("x")) {
    return pattern;
  }
  const arn = highest(arnOf(store.place, "image-recipe", name, pattern), store.imageRecipes.keys());
  const [major = 0, minor = 0, patch = -1] = (arn?.split("/")[2] ?? pattern.replaceAll("x", "0"))
    .split(".")
    .map(Number);
  return `${major}.${minor}.${arn === undefined ? patch : patch + 1}`;
}

function checkComponent(
  store: Store,
  components: readonly ComponentConfiguration[],
  { componentArn = "", parameters = [] }: ComponentConfiguration,
  index: number,
): Platform | undefined {
  const path = `components[${index}]`;
  const component = findComponent(store, componentArn);
  if (component === undefined) {
    throw invalidValue(`${path}.componentArn`, "The component does not exist.");
  }
  if (
    components.findIndex((other) => findComponent(store, other.componentArn ?? "")?.arn === component.arn) <
    index
  ) {
    throw invalidValue(`${path}.componentArn`, "A recipe takes each component once.");
  }
  const declared = component.parameters ?? [];
  const given = parameters.map(({ name }) => name ?? "");
  const undeclared = given.filter((name) => !declared.some((parameter) => parameter.name === name));
  if (undeclared.length > 0) {
    throw invalidCombination(
      `${path}.parameters`,
      `The following parameters are not defined in the provided component: ${undeclared.join(", ")}`,
    );
  }
  const missing = declared.filter(({ name = "", defaultValue }) => !defaultValue && !given.includes(name));
  if (missing.length > 0) {
    throw invalidCombination(
      `${path}.parameters`,
      `The following parameters have no default and must be given: ${missing.map(({ name }) => name).join(", ")}`,
    );
  }
  return component.platform;
}

function samePlatform(platforms: readonly (Platform | undefined)[]): Platform {
  const [platform = "Linux", ...others] = new Set(platforms.filter((each) => each !== undefined));
  if (others.length > 0) {
    throw invalidCombination("components", "Components and parent image must be of one platform.");
  }
  return platform;
}

function checkBlockDevice({ ebs }: InstanceBlockDeviceMapping, path: string): void {
  const { volumeType, iops, throughput, encrypted, kmsKeyId } = ebs ?? {};
  if ((volumeType === "io1" || volumeType === "io2") && iops === undefined) {
    throw invalidCombination(`${path}.iops`, `It must be given for volume type ${volumeType}.`);
  }
  if (throughput !== undefined && volumeType !== "gp3") {
    throw invalidCombination(`${path}.throughput`, "It can be given for volume type gp3 only.");
  }
  if (kmsKeyId !== undefined && encrypted !== true) {
    throw invalidCombination(`${path}.kmsKeyId`, "It can be given for encrypted volumes only.");
  }
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
export const startsFrom = (recipe: ImageRecipe, imageArn: string): boolean =>
  parseArn(recipe.parentImage ?? "")?.build !== undefined && refersTo(recipe.parentImage ?? "", imageArn);
