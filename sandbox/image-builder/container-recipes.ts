import type {
  ContainerRecipe,
  CreateContainerRecipeRequest,
  DeleteContainerRecipeRequest,
  GetContainerRecipeRequest,
  ListContainerRecipesRequest,
  Platform,
} from "@aws-sdk/client-imagebuilder";
import { arnOf, compareArns, highest, latestVersionReferences, parseArn } from "./arns";
import { checkBlockDevices } from "./block-devices";
import { type Call, now, stopDryRun } from "./call";
import { checkDockerfileTemplate } from "./dockerfile-templates";
import { alreadyExists, dependedOn, invalidCombination, invalidValue, notFound } from "./errors";
import { filtered, page } from "./paging";
import { checkContainerParent, findImage } from "./parents";
import { platformOf } from "./recipe-components";
import { nextVersion } from "./recipe-versions";
import { readText } from "./s3-objects";
import type { Store, Stored } from "./world";

export function createContainerRecipe(request: CreateContainerRecipeRequest, call: Call) {
  const { store } = call;
  const name = request.name ?? "";
  const components = request.components ?? [];
  const parentImage = request.parentImage ?? "";
  checkContainerParent(store, parentImage);
  const template = readText(call, request.dockerfileTemplateData, request.dockerfileTemplateUri, [
    "dockerfileTemplateData",
    "dockerfileTemplateUri",
  ]);
  checkDockerfileTemplate(template);
  const platform = platformOf(store, components, parentPlatform(request, store));
  checkInstance(request);
  const wanted = arnOf(store.place, "container-recipe", name, request.semanticVersion);
  const version = nextVersion(wanted, store.containerRecipes.keys());
  const arn = arnOf(store.place, "container-recipe", name, version);
  if (store.containerRecipes.has(arn)) {
    throw alreadyExists("ContainerRecipe", arn);
  }
  stopDryRun(request);
  store.containerRecipes.set(arn, {
    arn,
    name,
    version,
    description: request.description,
    containerType: request.containerType,
    platform,
    owner: store.place.account,
    components,
    instanceConfiguration: request.instanceConfiguration,
    dockerfileTemplateData: template,
    kmsKeyId: request.kmsKeyId,
    encrypted: true,
    parentImage,
    dateCreated: now(),
    tags: request.tags,
    workingDirectory: request.workingDirectory,
    targetRepository: request.targetRepository,
  });
  return { containerRecipeArn: arn, latestVersionReferences: latestVersionReferences(arn) };
}

/** Of a registry's image nothing is known but what the request says. */
function parentPlatform(
  { parentImage = "", platformOverride }: CreateContainerRecipeRequest,
  store: Store,
): Platform | undefined {
  if (parseArn(parentImage) === undefined) {
    return platformOverride;
  }
  if (platformOverride !== undefined) {
    throw invalidCombination("platformOverride", "It is for a custom base image only.");
  }
  return findImage(store, parentImage)?.platform;
}

function checkInstance({ instanceConfiguration }: CreateContainerRecipeRequest): void {
  const { image, blockDeviceMappings } = instanceConfiguration ?? {};
  if (image !== undefined && !/^(ami-[0-9a-f]{8,17}|ssm:\/?[\w.\-/]+)$/.test(image)) {
    throw invalidValue("instanceConfiguration.image", "It must be an AMI ID, or ssm: and a parameter.");
  }
  checkBlockDevices(blockDeviceMappings, "instanceConfiguration.blockDeviceMappings");
}

/** The recipe that a reference means, also with `x` in its version. */
export function findContainerRecipe(
  store: Store,
  reference: string,
): (Stored<ContainerRecipe> & { version: string }) | undefined {
  const arn = highest(reference, store.containerRecipes.keys());
  return arn === undefined ? undefined : store.containerRecipes.get(arn);
}

export function getContainerRecipe(
  { containerRecipeArn: reference = "" }: GetContainerRecipeRequest,
  { store }: Call,
) {
  const containerRecipe = findContainerRecipe(store, reference);
  if (containerRecipe === undefined) {
    throw notFound(reference);
  }
  return { containerRecipe, latestVersionReferences: latestVersionReferences(containerRecipe.arn) };
}

export function deleteContainerRecipe(
  { containerRecipeArn: arn = "" }: DeleteContainerRecipeRequest,
  { store }: Call,
) {
  if (!store.containerRecipes.has(arn)) {
    throw notFound(arn);
  }
  const users = [...store.imagePipelines.values()];
  if (
    users.some(({ containerRecipeArn = "" }) => findContainerRecipe(store, containerRecipeArn)?.arn === arn)
  ) {
    throw dependedOn(arn);
  }
  store.containerRecipes.delete(arn);
  return { containerRecipeArn: arn };
}

export function listContainerRecipes(request: ListContainerRecipesRequest, { store }: Call) {
  const own = request.owner === undefined || request.owner === "Self";
  const recipes = (own ? [...store.containerRecipes.values()] : []).sort((left, right) =>
    compareArns(left.arn, right.arn),
  );
  const { items, nextToken } = page(
    filtered(recipes, request.filters, {
      containerType: ({ containerType }) => containerType,
      name: ({ name }) => name,
      parentImage: ({ parentImage }) => parentImage,
      platform: ({ platform }) => platform,
    }),
    request,
  );
  const summaries = items.map((item) => ({ ...item, instanceImage: item.instanceConfiguration?.image }));
  return { containerRecipeSummaryList: summaries, nextToken };
}
