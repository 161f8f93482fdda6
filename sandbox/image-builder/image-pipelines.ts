import type {
  CreateImagePipelineRequest,
  DeleteImagePipelineRequest,
  GetImagePipelineRequest,
  ListImagePipelinesRequest,
  StartImagePipelineExecutionRequest,
  UpdateImagePipelineRequest,
} from "@aws-sdk/client-imagebuilder";
import { arnOf } from "./arns";
import { checkPlan, planOf } from "./build-plan";
import { type Call, now, stopDryRun } from "./call";
import { alreadyExists, invalidCombination, notFound } from "./errors";
import { startImage } from "./images";
import { filtered, page } from "./paging";

export function createImagePipeline(request: CreateImagePipelineRequest, { store }: Call) {
  checkPlan(request, store);
  const name = request.name ?? "";
  const arn = arnOf(store.place, "image-pipeline", name);
  if (store.imagePipelines.has(arn)) {
    throw alreadyExists("ImagePipeline", arn);
  }
  stopDryRun(request);
  const { tags } = request;
  const dateCreated = now();
  store.imagePipelines.set(arn, {
    ...planOf(request, store),
    arn,
    name,
    tags,
    dateCreated,
    consecutiveFailures: 0,
  });
  return { imagePipelineArn: arn };
}

/** An update says everything anew, but for name and tags, and can't change the kind of recipe. */
export function updateImagePipeline(request: UpdateImagePipelineRequest, { store }: Call) {
  const { imagePipelineArn: arn = "", ...configuration } = request;
  const stored = store.imagePipelines.get(arn);
  if (stored === undefined) {
    throw notFound(arn);
  }
  checkPlan(configuration, store);
  if ((stored.imageRecipeArn === undefined) !== (configuration.imageRecipeArn === undefined)) {
    throw invalidCombination("imageRecipeArn, containerRecipeArn", "The kind of recipe can't be changed.");
  }
  stopDryRun(request);
  const { name, tags, dateCreated, dateLastRun, lastRunStatus, consecutiveFailures } = stored;
  const history = { dateCreated, dateLastRun, lastRunStatus, consecutiveFailures, dateUpdated: now() };
  store.imagePipelines.set(arn, { ...planOf(configuration, store), arn, name, tags, ...history });
  return { imagePipelineArn: arn };
}

export function getImagePipeline({ imagePipelineArn: arn = "" }: GetImagePipelineRequest, { store }: Call) {
  const imagePipeline = store.imagePipelines.get(arn);
  if (imagePipeline === undefined) {
    throw notFound(arn);
  }
  return { imagePipeline };
}

export function deleteImagePipeline(
  { imagePipelineArn: arn = "" }: DeleteImagePipelineRequest,
  { store }: Call,
) {
  if (!store.imagePipelines.delete(arn)) {
    throw notFound(arn);
  }
  return { imagePipelineArn: arn };
}

export function listImagePipelines(request: ListImagePipelinesRequest, { store }: Call) {
  const { items, nextToken } = page(
    filtered([...store.imagePipelines.values()], request.filters, {
      description: ({ description }) => description,
      containerRecipeArn: ({ containerRecipeArn }) => containerRecipeArn,
      distributionConfigurationArn: (pipeline) => pipeline.distributionConfigurationArn,
      imageRecipeArn: ({ imageRecipeArn }) => imageRecipeArn,
      infrastructureConfigurationArn: (pipeline) => pipeline.infrastructureConfigurationArn,
      name: ({ name }) => name,
      status: ({ status }) => status,
    }),
    request,
  );
  return { imagePipelineList: items, nextToken };
}

export function startImagePipelineExecution(request: StartImagePipelineExecutionRequest, call: Call) {
  const { imagePipelineArn: arn = "", tags } = request;
  const pipeline = call.store.imagePipelines.get(arn);
  if (pipeline === undefined) {
    throw notFound(arn);
  }
  pipeline.dateLastRun = now();
  return { imageBuildVersionArn: startImage(pipeline, tags, call).arn };
}
