// Runs a pipeline now, and waits for what comes out.

import { isDeepStrictEqual } from "node:util";
import type { Image, ImageSummary } from "@aws-sdk/client-imagebuilder";
import { sdk } from "../aws/clients";
import { errorMessage, explained } from "../aws/errors";
import type { ImageBuildInputs, ImageBuildOutputs } from "../checks/schema/generated/types";
import { changedIn } from "../engine/custom-resource";
import type { CustomResource, Running } from "../engine/custom-resource";
import { AwaitError } from "../protocol/await-error";
import { UNKNOWN, isKnown } from "../protocol/values";
import type { Previewed } from "../protocol/values";
import { statesOf } from "./amis";
import {
  buildTag,
  buildsOf,
  cancel,
  identityOf,
  imageOf,
  isRunning,
  ownBuilds,
  regionOf,
  replacedBuilds,
  start,
  untag,
} from "./builds";
import type { Identity } from "./builds";
import { dispose } from "./disposal";
import { endedWithoutImage, failureOf } from "./failure";
import { findingsOf, gateFailure, scanFailure, scanIsRunning } from "./findings";
import { amisOf, namesOf, ownUri } from "./outputs";
import { progressOf } from "./progress";
import { retry } from "./retry";
import { imageBuildRules } from "./rules";
import { stepOf } from "./steps";
import { backoff, sleep } from "./wait";

const defaultTimeoutMinutes = 240;

export const imageBuild: CustomResource<ImageBuildInputs, ImageBuildOutputs> = {
  rules: imageBuildRules,

  diff(olds, news, state) {
    const changed: string[] = changedIn(
      [
        "pipelineArn",
        "triggers",
        "timeoutMinutes",
        "failOnSeverity",
        "tags",
        "region",
        "wait",
        "whenDeleted",
        "lifecycleRoleArn",
        "cancelWhenReplaced",
      ],
      olds,
      news,
    );
    if (state !== undefined && lacksAmis(state)) changed.push("amiIds");
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

  async refresh(state, { aws, log }) {
    const region = regionOf(state);
    try {
      const image = await imageOf(state.imageArn, region, aws);
      if (image === undefined || image.state?.status === "DELETED") return undefined;
      const amiStates = await statesOf(ownAmis(image), aws);
      const isThere = ([where]: [string, string]): boolean => amiStates[where] !== "deregistered";
      const amiIds = Object.fromEntries(Object.entries(state.amiIds).filter(isThere));
      return { ...state, amiIds, amiStates, imageStatus: image.state?.status ?? "" };
    } catch (error) {
      // A refresh of what may not be looked at shows what was there last.
      log.warn(`whether ${state.imageArn} is still there is not known: ${errorMessage(error)}`);
      return state;
    }
  },

  async delete(state, { aws, log }) {
    const { imageArn, whenDeleted = "keep", lifecycleRoleArn } = state;
    // Who keeps everything needs to look at nothing.
    const unseen = (error: unknown): Image => {
      if (whenDeleted === "keep") return { arn: imageArn };
      throw error;
    };
    const image = await imageOf(imageArn, regionOf(state), aws).catch(unseen);
    if (image === undefined || image.state?.status === "DELETED") return;
    if (whenDeleted === "keep") {
      log.info(`kept, as 'whenDeleted' says: ${namesOf(image).join(", ")}`);
    } else {
      const { failed, outOfReach } = await dispose(image, whenDeleted, lifecycleRoleArn, aws);
      const left = [...failed, ...outOfReach].map((each) => `\n- ${each}`).join("");
      if (failed.length > 0)
        throw new Error(`'whenDeleted: ${whenDeleted}' could not be carried out on${left}`);
      if (left !== "") log.warn(`'whenDeleted: ${whenDeleted}' leaves behind${left}`);
      if (whenDeleted === "delete") return;
    }
    // A later build of the same triggers must not take this one for its own.
    await untag(imageArn, [buildTag], regionOf(state), aws);
  },
};

/** What a build puts out beside the inputs. */
type Result = Pick<
  ImageBuildOutputs,
  "imageArn" | "buildVersion" | "amiIds" | "containerUris" | "findings" | "imageStatus" | "amiStates"
>;

const unknownResult: Previewed<Result> = {
  imageArn: UNKNOWN,
  buildVersion: UNKNOWN,
  amiIds: UNKNOWN,
  containerUris: UNKNOWN,
  findings: UNKNOWN,
  imageStatus: UNKNOWN,
  amiStates: UNKNOWN,
};

const resultIn = (olds: ImageBuildOutputs): Result => {
  const { imageArn, buildVersion, amiIds, containerUris, findings, imageStatus, amiStates } = olds;
  return {
    imageArn,
    buildVersion,
    amiIds,
    containerUris,
    findings,
    ...(imageStatus !== undefined && { imageStatus }),
    ...(amiStates !== undefined && { amiStates }),
  };
};

/** Whether a refresh has found that AMIs of the build are gone. */
const lacksAmis = ({ amiStates = {} }: Pick<ImageBuildOutputs, "amiStates">): boolean =>
  Object.values(amiStates).includes("deregistered");

/** Whether the last update has built the same pipeline for the same triggers, and what it built is still there. */
const isBuilt = (
  { pipelineArn, triggers }: Previewed<ImageBuildInputs>,
  olds: ImageBuildOutputs | undefined,
): olds is ImageBuildOutputs =>
  isKnown({ pipelineArn, triggers }) &&
  olds?.pipelineArn === pipelineArn &&
  !lacksAmis(olds) &&
  isDeepStrictEqual(olds.triggers, triggers);

async function build(inputs: ImageBuildInputs, running: Running): Promise<Result> {
  const { arn, former } = await startOrTakeUp(inputs, running);
  const image = await waitFor(arn, former, inputs, running);
  const findings = await findingsOf(image, running.aws);
  const failure = await scanFailure(image, findings, inputs.failOnSeverity, running.aws);
  if (failure !== undefined) throw new Error(failure);
  return { ...resultOf(image), findings };
}

interface Begun {
  arn: string;
  /** The state of a build before its retry, which AWS may still show for a moment. */
  former?: Image["state"];
}

async function startOrTakeUp(inputs: ImageBuildInputs, running: Running): Promise<Begun> {
  const { aws, log, urn } = running;
  const identity = identityOf(urn, inputs);
  const builds = await buildsOf(inputs, aws);
  const [latest] = ownBuilds(builds, identity);
  const { arn = "" } = latest ?? {};
  if (latest !== undefined && isRunning(latest)) return { arn };
  if (latest?.state?.status === "AVAILABLE") {
    if (await isWhole(arn, inputs, running)) return { arn };
    log.info(`${arn} lacks AMIs that it had, so that a new build is started`);
  } else if (latest !== undefined && ["FAILED", "CANCELLED"].includes(latest.state?.status ?? "")) {
    const image = await imageOf(arn, regionOf(inputs), aws);
    const hindrance = image === undefined ? "it is gone" : await retry(image, inputs, aws);
    const ended = `${arn} is ${latest.state?.status}`;
    if (hindrance === undefined) {
      const was = image?.state?.failureContext?.imageStatus;
      log.info(`${ended}, and is retried in place${was ? ` from ${was} on: what came before is done` : ""}`);
      return { arn, former: image?.state };
    }
    log.info(`${ended}; a new build is started, since ${hindrance}`);
  }
  if (inputs.cancelWhenReplaced === true) await cancelReplaced(builds, identity, inputs, running);
  return { arn: await start(inputs, aws, identity, builds) };
}

async function cancelReplaced(
  builds: readonly ImageSummary[],
  identity: Identity,
  inputs: ImageBuildInputs,
  { aws, log }: Running,
): Promise<void> {
  for (const { arn = "" } of replacedBuilds(builds, identity)) {
    await cancel(arn, inputs, aws);
    log.info(`${arn} is cancelled, since another build replaces it`);
  }
}

/** Whether the AMIs of an earlier build are there. Who may not ask takes them to be. */
async function isWhole(arn: string, inputs: ImageBuildInputs, { aws, log }: Running): Promise<boolean> {
  try {
    const image = await imageOf(arn, regionOf(inputs), aws);
    return image !== undefined && !lacksAmis({ amiStates: await statesOf(ownAmis(image), aws) });
  } catch (error) {
    log.warn(`whether the AMIs of ${arn} are still there is not known: ${errorMessage(error)}`);
    return true;
  }
}

/** How long AWS may show a build as it was before its retry. */
const staleMilliseconds = 60_000;

async function waitFor(
  arn: string,
  former: Image["state"],
  inputs: ImageBuildInputs,
  running: Running,
): Promise<Image> {
  const { GetImageCommand } = sdk();
  const client = running.aws.imageBuilder(regionOf(inputs));
  const began = Date.now();
  const limit = limitOf(inputs, running);
  let shown = "";
  for (const delay of backoff()) {
    const { image = {} } = await explained(
      "imagebuilder:GetImage",
      client.send(new GetImageCommand({ imageBuildVersionArn: arn })),
    );
    const status = image.state?.status;
    if (status === "AVAILABLE" && !(inputs.failOnSeverity !== undefined && scanIsRunning(image)))
      return image;
    const isStale = isDeepStrictEqual(image.state, former) && Date.now() < began + staleMilliseconds;
    if (endedWithoutImage(status) && !isStale) {
      const found = await gateFailure(image, running.aws);
      throw new Error([await failureOf(image, running.aws, regionOf(inputs)), found ?? []].flat().join("\n"));
    }
    if (inputs.wait === false) {
      const goesOn = `${arn} is ${status}, and goes on: run \`pulumi up\` again later to take up its result`;
      // The CLI says only that the resource is awaiting.
      running.log.info(goesOn);
      throw new AwaitError(
        `${goesOn} ('wait: false' needs the Pulumi CLI 3.274 or newer, an older one reports it as an error)`,
      );
    }
    const step = await stepOf(arn, "RUNNING", client);
    const line = progressOf(image, step?.name, Date.now());
    if (line !== shown) running.log.status((shown = line));
    if (running.signal.aborted) throw new Error(`${arn} goes on; the next update takes it up again`);
    if (Date.now() > began + limit.milliseconds) {
      throw new Error(`${arn} is ${status} after ${limit.words}; the next update takes it up again`);
    }
    await sleep(delay, running.signal);
  }
  throw new Error("unreachable: the delays have no end");
}

/** The engine's own limit wins where the user gives both. */
function limitOf({ timeoutMinutes }: ImageBuildInputs, { timeout }: Running) {
  if (timeout > 0) {
    return { milliseconds: timeout * 1000, words: `the ${timeout} seconds of 'customTimeouts'` };
  }
  const minutes = timeoutMinutes ?? defaultTimeoutMinutes;
  const source = timeoutMinutes === undefined ? "that are the default of" : "of";
  return { milliseconds: minutes * 60_000, words: `the ${minutes} minutes ${source} 'timeoutMinutes'` };
}

/** The AMIs of the account that built them, by region. */
const ownAmis = (image: Image): Record<string, string> =>
  Object.fromEntries(
    amisOf(image)
      .filter(({ isOwn }) => isOwn)
      .map(({ region, id }) => [region, id]),
  );

function resultOf(image: Image): Omit<Result, "findings"> {
  // Own AMIs last, so that they win where a region holds some of other accounts, too.
  const ordered = amisOf(image).sort((a, b) => Number(a.isOwn) - Number(b.isOwn));
  return {
    imageArn: image.arn ?? "",
    imageStatus: image.state?.status ?? "",
    amiStates: Object.fromEntries(Object.keys(ownAmis(image)).map((region) => [region, "available"])),
    buildVersion: (image.arn ?? "").split("/").slice(-2).join("/"),
    amiIds: Object.fromEntries(ordered.map(({ region, id }) => [region, id])),
    containerUris: Object.fromEntries(
      (image.outputResources?.containers ?? []).map(({ region, imageUris }) => [
        region ?? "",
        ownUri(imageUris ?? [], image),
      ]),
    ),
  };
}
