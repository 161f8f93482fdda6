// Runs a pipeline now, and waits for what comes out.

import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Image, ImageSummary } from "@aws-sdk/client-imagebuilder";
import type { Aws } from "../aws/clients";
import { sdk } from "../aws/clients";
import { explain, isMissing } from "../aws/errors";
import type { ImageBuildInputs, ImageBuildOutputs } from "../checks/schema/generated/types";
import { changedIn } from "../engine/custom-resource";
import type { CustomResource, Running } from "../engine/custom-resource";
import { UNKNOWN, isKnown } from "../protocol/values";
import type { Previewed } from "../protocol/values";
import { endedWithoutImage, failureOf } from "./failure";
import { findingsOf, scanFailure, scanIsRunning } from "./findings";
import { imageBuildRules } from "./rules";
import { stepOf } from "./steps";
import { backoff, sleep } from "./wait";

/** Tells on an image which ImageBuild and which triggers it was built for, so that a lost build is found again. */
const buildTag = "goldenimage:build";
const defaultTimeoutMinutes = 240;

export const imageBuild: CustomResource<ImageBuildInputs, ImageBuildOutputs> = {
  rules: imageBuildRules,

  diff(olds, news) {
    const changed = changedIn(
      ["pipelineArn", "triggers", "timeoutMinutes", "failOnSeverity", "tags", "region"],
      olds,
      news,
    );
    return { changes: changed.length > 0, diffs: changed };
  },

  preview: (inputs, olds) => ({ ...inputs, ...(isBuilt(inputs, olds) ? resultIn(olds) : unknownResult) }),

  async create(inputs, running) {
    const result = await build(inputs, running);
    return { id: result.imageArn, outputs: { ...inputs, ...result } };
  },

  update: async (olds, inputs, running) => ({
    ...inputs,
    ...(isBuilt(inputs, olds) ? resultIn(olds) : await build(inputs, running)),
  }),

  async delete(state, { aws }) {
    // The images stay. Only the tag goes, so that a later build of the same triggers doesn't take this one for its own.
    const { UntagResourceCommand } = sdk();
    try {
      await aws
        .imageBuilder(regionOf(state))
        .send(new UntagResourceCommand({ resourceArn: state.imageArn, tagKeys: [buildTag] }));
    } catch (error) {
      if (!isMissing(error)) throw explain(error, "imagebuilder:UntagResource");
    }
  },
};

/** What a build puts out beside the inputs. */
type Result = Pick<ImageBuildOutputs, "imageArn" | "buildVersion" | "amiIds" | "containerUris" | "findings">;

const unknownResult: Previewed<Result> = {
  imageArn: UNKNOWN,
  buildVersion: UNKNOWN,
  amiIds: UNKNOWN,
  containerUris: UNKNOWN,
  findings: UNKNOWN,
};

const resultIn = ({
  imageArn,
  buildVersion,
  amiIds,
  containerUris,
  findings,
}: ImageBuildOutputs): Result => ({
  imageArn,
  buildVersion,
  amiIds,
  containerUris,
  findings,
});

/** Whether the last update has built the same pipeline for the same triggers. */
const isBuilt = (
  { pipelineArn, triggers }: Previewed<ImageBuildInputs>,
  olds: ImageBuildOutputs | undefined,
): olds is ImageBuildOutputs =>
  isKnown({ pipelineArn, triggers }) &&
  olds?.pipelineArn === pipelineArn &&
  isDeepStrictEqual(olds.triggers, triggers);

async function build(inputs: ImageBuildInputs, running: Running): Promise<Result> {
  const token = createHash("sha256")
    .update(JSON.stringify([running.urn, inputs.pipelineArn, inputs.triggers ?? []]))
    .digest("hex")
    .slice(0, 36);
  const builds = await buildsOf(inputs, running.aws);
  const mine = builds.find(
    (image) => image.tags?.[buildTag] === token && !endedWithoutImage(image.state?.status),
  );
  const arn = mine?.arn ?? (await start(inputs, running.aws, token, builds.length));
  const image = await waitFor(arn, inputs, running);
  const findings = await findingsOf(image, running.aws.imageBuilder(regionOf(inputs)));
  const failure = scanFailure(image, findings, inputs.failOnSeverity);
  if (failure !== undefined) throw new Error(failure);
  return { ...resultOf(image, inputs), findings };
}

async function start(inputs: ImageBuildInputs, aws: Aws, token: string, builds: number): Promise<string> {
  const { StartImagePipelineExecutionCommand } = sdk();
  try {
    const started = await aws.imageBuilder(regionOf(inputs)).send(
      new StartImagePipelineExecutionCommand({
        imagePipelineArn: inputs.pipelineArn,
        tags: { ...inputs.tags, [buildTag]: token },
        // The same try gives the same build, even where AWS's list is behind; a try after a failed build gives another.
        clientToken: createHash("sha256").update(`${token}/${builds}`).digest("hex").slice(0, 36),
      }),
    );
    return started.imageBuildVersionArn ?? "";
  } catch (error) {
    throw explain(error, "imagebuilder:StartImagePipelineExecution");
  }
}

async function buildsOf(inputs: ImageBuildInputs, aws: Aws): Promise<ImageSummary[]> {
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

async function waitFor(arn: string, inputs: ImageBuildInputs, running: Running): Promise<Image> {
  const { GetImageCommand } = sdk();
  const client = running.aws.imageBuilder(regionOf(inputs));
  const began = Date.now();
  const minutes = inputs.timeoutMinutes ?? defaultTimeoutMinutes;
  const deadline = began + (running.timeout > 0 ? running.timeout * 1000 : minutes * 60_000);
  let shown = "";
  for (const delay of backoff()) {
    const image = await client.send(new GetImageCommand({ imageBuildVersionArn: arn })).then(
      (response) => response.image ?? {},
      (error: unknown) => {
        throw explain(error, "imagebuilder:GetImage");
      },
    );
    const status = image.state?.status;
    if (status === "AVAILABLE" && !(inputs.failOnSeverity !== undefined && scanIsRunning(image)))
      return image;
    if (endedWithoutImage(status)) throw new Error(await failureOf(image, client));
    const step = await stepOf(arn, "RUNNING", client);
    const line = `${[status, step?.name].filter(Boolean).join(" ")} ${Math.floor((Date.now() - began) / 60_000)}m`;
    if (line !== shown) running.log.status((shown = line));
    if (running.signal.aborted) throw new Error(`${arn} goes on; the next update takes it up again`);
    if (Date.now() > deadline) {
      throw new Error(`${arn} is ${status} after ${minutes} minutes; the next update takes it up again`);
    }
    await sleep(delay, running.signal);
  }
  throw new Error("unreachable: the delays have no end");
}

function resultOf(image: Image, inputs: ImageBuildInputs): Omit<Result, "findings"> {
  const account = inputs.pipelineArn.split(":")[4];
  const amis = image.outputResources?.amis ?? [];
  // Own AMIs last, so that they win where a region holds some of other accounts, too.
  const ordered = [...amis].sort((a, b) => Number(a.accountId === account) - Number(b.accountId === account));
  return {
    imageArn: image.arn ?? "",
    buildVersion: (image.arn ?? "").split("/").slice(-2).join("/"),
    amiIds: Object.fromEntries(ordered.map((ami) => [ami.region ?? "", ami.image ?? ""])),
    containerUris: Object.fromEntries(
      (image.outputResources?.containers ?? []).map(({ region, imageUris }) => [
        region ?? "",
        imageUris?.[0] ?? "",
      ]),
    ),
  };
}

function regionOf(inputs: ImageBuildInputs): string | undefined {
  return inputs.region ?? inputs.pipelineArn.split(":")[3];
}
