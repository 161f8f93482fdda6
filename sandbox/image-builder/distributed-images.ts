// DistributeImage: an AMI that is there goes through the distribution phase alone, as an image of its own.

import type { DistributeImageRequest } from "@aws-sdk/client-imagebuilder";
import { runImage } from "./build";
import { nextBuild } from "./build-numbers";
import { type Call, now } from "./call";
import { AwsError, notFound } from "./errors";
import { findImage, resolveParent } from "./parents";
import type { StoredImage } from "./world";

export function distributeExistingImage(request: DistributeImageRequest, call: Call) {
  const {
    sourceImage = "",
    distributionConfigurationArn = "",
    executionRole,
    tags,
    loggingConfiguration,
  } = request;
  const { store } = call;
  const distributionConfiguration = store.distributionConfigurations.get(distributionConfigurationArn);
  if (distributionConfiguration === undefined) {
    throw notFound(distributionConfigurationArn);
  }
  const imageId = resolveParent(call, sourceImage, { executionRole });
  if (imageId === undefined) {
    throw new AwsError("InvalidRequestException", `${sourceImage} does not resolve to an AMI in the region.`);
  }
  const source = findImage(
    store,
    sourceImage.includes(":image/") ? sourceImage : (store.amis.get(imageId)?.sourceImageArn ?? ""),
  );
  // What AWS calls the image that it makes is not documented.
  const name = source?.name ?? imageId;
  const version = source?.version ?? "1.0.0";
  const image: StoredImage = {
    arn: nextBuild(store, name, version),
    name,
    version,
    type: "AMI",
    platform: source?.platform,
    osVersion: source?.osVersion,
    imageRecipe: source?.imageRecipe,
    state: { status: "PENDING" },
    distributes: { imageId },
    distributionConfiguration,
    executionRole,
    loggingConfiguration,
    dateCreated: now(),
    tags,
    buildType: "USER_INITIATED",
    imageSource: source?.imageSource ?? "CUSTOM",
  };
  store.images.set(image.arn, image);
  runImage(image, call);
  return { imageBuildVersionArn: image.arn };
}
