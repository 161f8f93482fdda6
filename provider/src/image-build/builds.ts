// The builds of a pipeline that belong to an ImageBuild: which of them is taken up, and how a new one is started.

import { createHash } from "node:crypto";
import type { Image, ImageSummary } from "@aws-sdk/client-imagebuilder";
import type { Aws } from "../aws/clients";
import { sdk } from "../aws/clients";
import { explain, explained, isMissing } from "../aws/errors";
import type { ImageBuildInputs } from "../checks/schema/generated/types";
import { endedWithoutImage } from "./failure";

/** Tells on an image which ImageBuild and which triggers it was built for, so that a lost build is found again. */
export const buildTag = "goldenimage:build";
/** Tells which ImageBuild it was built for, whatever its triggers. */
const ownerTag = "goldenimage:build-of";

export interface Identity {
  readonly token: string;
  readonly owner: string;
}

export const identityOf = (urn: string, { pipelineArn, triggers }: ImageBuildInputs): Identity => ({
  token: digest([urn, pipelineArn, triggers ?? []]),
  owner: digest([urn]),
});

/** No longer than the client tokens of Image Builder and of EC2 may be. */
export const digest = (content: unknown): string =>
  createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 36);

export const regionOf = (inputs: ImageBuildInputs): string | undefined =>
  inputs.region ?? inputs.pipelineArn.split(":")[3];

export async function buildsOf(inputs: ImageBuildInputs, aws: Aws): Promise<ImageSummary[]> {
  const { paginateListImagePipelineImages } = sdk();
  const images: ImageSummary[] = [];
  try {
    const pages = paginateListImagePipelineImages(
      { client: aws.imageBuilder(regionOf(inputs)) },
      { imagePipelineArn: inputs.pipelineArn },
    );
    for await (const page of pages) images.push(...(page.imageSummaryList ?? []));
  } catch (error) {
    throw explain(error, "imagebuilder:ListImagePipelineImages");
  }
  return images;
}

/** Those for the same triggers, the newest first. */
export const ownBuilds = (builds: readonly ImageSummary[], { token }: Identity): ImageSummary[] =>
  builds
    .filter(({ tags }) => tags?.[buildTag] === token)
    .sort((one, other) => (other.dateCreated ?? "").localeCompare(one.dateCreated ?? ""));

export const isRunning = ({ state }: ImageSummary): boolean =>
  state?.status !== "AVAILABLE" && !endedWithoutImage(state?.status);

/** Running builds of this resource for triggers that it had before. */
export const replacedBuilds = (builds: readonly ImageSummary[], { token, owner }: Identity): ImageSummary[] =>
  builds.filter(
    (each) => each.tags?.[ownerTag] === owner && each.tags[buildTag] !== token && isRunning(each),
  );

export async function cancel(arn: string, inputs: ImageBuildInputs, aws: Aws): Promise<void> {
  const { CancelImageCreationCommand } = sdk();
  const command = new CancelImageCreationCommand({
    imageBuildVersionArn: arn,
    clientToken: digest(["cancel", arn]),
  });
  await explained("imagebuilder:CancelImageCreation", aws.imageBuilder(regionOf(inputs)).send(command));
}

export async function imageOf(arn: string, region: unknown, aws: Aws): Promise<Image | undefined> {
  const { GetImageCommand } = sdk();
  try {
    const { image } = await aws.imageBuilder(region).send(new GetImageCommand({ imageBuildVersionArn: arn }));
    return image;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw explain(error, "imagebuilder:GetImage");
  }
}

/** Takes tags off an image, where it is still there. */
export async function untag(
  resourceArn: string,
  tagKeys: string[],
  region: unknown,
  aws: Aws,
): Promise<void> {
  if (tagKeys.length === 0) return;
  const { UntagResourceCommand } = sdk();
  try {
    await aws.imageBuilder(region).send(new UntagResourceCommand({ resourceArn, tagKeys }));
  } catch (error) {
    if (!isMissing(error)) throw explain(error, "imagebuilder:UntagResource");
  }
}

/**
 * Another build than all that are known. The same try gives the same build, even where AWS's list is behind; AWS also
 * gives it when the build has been deleted since, and then another token is needed.
 */
export async function start(
  inputs: ImageBuildInputs,
  aws: Aws,
  { token, owner }: Identity,
  known: readonly ImageSummary[],
): Promise<string> {
  const { StartImagePipelineExecutionCommand } = sdk();
  const earlier: string[] = [];
  for (;;) {
    const clientToken =
      earlier.length === 0 ? digest(`${token}/${known.length}`) : digest([token, ...earlier]);
    const command = new StartImagePipelineExecutionCommand({
      imagePipelineArn: inputs.pipelineArn,
      tags: { ...inputs.tags, [buildTag]: token, [ownerTag]: owner },
      clientToken,
    });
    const { imageBuildVersionArn: arn = "" } = await explained(
      "imagebuilder:StartImagePipelineExecution",
      aws.imageBuilder(regionOf(inputs)).send(command),
    );
    if (earlier.includes(arn)) return arn;
    const isKnown = known.some((each) => each.arn === arn);
    if (!isKnown && (await imageOf(arn, regionOf(inputs), aws)) !== undefined) return arn;
    earlier.push(arn);
  }
}
