// Images that come from outside AWS: from a task of EC2's VM import, or from an installation medium.
//
// EC2's part is in ../ec2. Its tasks are records of the type "ec2:importImageTask", by their IDs, with status and imageId;
// one that is not recorded is taken to be completed.

import type { ImportDiskImageRequest, ImportVmImageRequest } from "@aws-sdk/client-imagebuilder";
import { registerAmi } from "./amis";
import { nextBuild } from "./build-numbers";
import { type Call, now } from "./call";
import { invalidValue } from "./errors";
import { changeState } from "./image-states";
import { amiId } from "./parents";
import { pass } from "./passing-time";
import { uriExists } from "./s3-objects";
import type { StoredImage } from "./world";

export function importVmImage(request: ImportVmImageRequest, call: Call) {
  const { vmImportTaskId = "", platform } = request;
  const image = makeImage(request, call, { platform, buildType: "IMPORT" });
  const { account } = call.store.place;
  const task = call.world.records.get("ec2:importImageTask", vmImportTaskId, { account })?.properties;
  const { status = "completed", imageId } = task ?? {};
  const failure = status === "completed" ? undefined : `The import task ${vmImportTaskId} is not completed`;
  run(image, call, typeof imageId === "string" ? imageId : undefined, failure);
  return { imageArn: image.arn };
}

export function importDiskImage(request: ImportDiskImageRequest, call: Call) {
  const { infrastructureConfigurationArn = "", platform, uri = "", executionRole } = request;
  const infrastructureConfiguration = call.store.infrastructureConfigurations.get(
    infrastructureConfigurationArn,
  );
  if (infrastructureConfiguration === undefined) {
    throw invalidValue("infrastructureConfigurationArn", "The infrastructure configuration does not exist.");
  }
  if (platform !== "Windows") {
    throw invalidValue("platform", "It must be Windows.");
  }
  if (!/^s3:\/\/[^/]+\/.+\.iso$/i.test(uri)) {
    throw invalidValue("uri", "It must be that of an ISO file in S3.");
  }
  const image = makeImage(request, call, {
    platform,
    buildType: "IMPORT_ISO",
    infrastructureConfiguration,
    executionRole,
  });
  const failure = uriExists(call, uri) ? undefined : `The ISO file ${uri} does not exist`;
  run(image, call, undefined, failure);
  return { imageBuildVersionArn: image.arn };
}

function makeImage(
  request: ImportVmImageRequest | ImportDiskImageRequest,
  { store }: Call,
  more: Partial<StoredImage>,
): StoredImage {
  const { name = "", semanticVersion: version = "", osVersion, tags, loggingConfiguration } = request;
  const image: StoredImage = {
    arn: nextBuild(store, name, version),
    name,
    version,
    type: "AMI",
    osVersion,
    tags,
    loggingConfiguration,
    state: { status: "PENDING" },
    imageSource: "IMPORTED",
    dateCreated: now(),
    ...more,
  };
  store.images.set(image.arn, image);
  return image;
}

function run(image: StoredImage, call: Call, imageId?: string, failure?: string): void {
  const { store } = call;
  const { account, region } = store.place;
  void (async () => {
    await pass({ call, image }, call.settings.phaseMilliseconds);
    if (failure !== undefined) {
      changeState(image, { status: "FAILED", reason: failure }, call);
      return;
    }
    const ami = imageId ?? installed(image, call);
    image.outputResources = {
      amis: [{ region, image: ami, name: image.name, accountId: account, state: { status: "AVAILABLE" } }],
    };
    changeState(image, { status: "AVAILABLE" }, call);
  })().catch(() => undefined); // The image was cancelled, or the world ended.
}

/** The AMI of an installation. What AWS calls it, and whether it is encrypted, is not known here. */
function installed({ arn, name }: StoredImage, { store }: Call): string {
  const { account, region } = store.place;
  const imageId = amiId(region, account, arn);
  registerAmi(store, {
    ...store.place,
    imageId,
    name,
    tags: {},
    encrypted: false,
    licenseConfigurationArns: [],
    sourceImageArn: arn,
  });
  return imageId;
}
