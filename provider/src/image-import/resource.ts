// Brings a machine image from outside AWS, and waits until it is an image of Image Builder's.

import type { ImageImportInputs, ImageImportOutputs } from "../checks/schema/generated/types";
import { changedIn } from "../engine/custom-resource";
import type { Running, CustomResource } from "../engine/custom-resource";
import { UNKNOWN, containsUnknown, isKnown } from "../protocol/values";
import type { Previewed } from "../protocol/values";
import type { Aws } from "../aws/clients";
import { errorMessage } from "../aws/errors";
import { stateOf } from "../image-build/amis";
import { imageOf } from "../image-build/builds";
import { convert } from "./conversion";
import { makeImage } from "./image";
import { decisive, identityOf, nameAndVersion } from "./identity";
import { imageImportRules } from "./rules";
import { changeTags, release, tagAmi } from "./tags";
import { startClock } from "./watch";

export const imageImport: CustomResource<ImageImportInputs, ImageImportOutputs> = {
  rules: imageImportRules,

  diff(olds, news) {
    const changed = changedIn([...decisive, "tags", "roleName", "timeoutMinutes"], olds, news);
    const decides = (property: string): boolean => decisive.some((one) => one === property);
    return {
      changes: changed.length > 0,
      diffs: changed,
      // The role and the patience of a finished import change nothing about it.
      replaces: changed.filter((property) => decides(property) && !containsUnknown(news[property])),
    };
  },

  preview(inputs, olds, { urn }) {
    const { name, semanticVersion } = inputs;
    const wanted: Previewed<Pick<ImageImportInputs, "name" | "semanticVersion">> = { name, semanticVersion };
    const named = isKnown(wanted)
      ? nameAndVersion(urn, wanted)
      : { name: name ?? UNKNOWN, semanticVersion: semanticVersion ?? UNKNOWN };
    return { ...inputs, ...named, ...(olds === undefined ? unknownResults(inputs) : resultsIn(olds)) };
  },

  async create(inputs, running) {
    const outputs = await bring(inputs, running);
    return { id: outputs.imageArn, outputs };
  },

  async update(olds, inputs, { urn, aws }) {
    await changeTags(olds, olds.tags ?? {}, inputs.tags ?? {}, aws);
    return { ...inputs, ...nameAndVersion(urn, inputs), ...resultsIn(olds) };
  },

  async refresh(state, { aws, log }) {
    try {
      return (await isThere(state, aws)) ? state : undefined;
    } catch (error) {
      // A refresh of what may not be looked at shows what was there last.
      log.warn(`whether ${state.imageArn} is still there is not known: ${errorMessage(error)}`);
      return state;
    }
  },

  async delete(state, { aws }) {
    // The AMI, its snapshots and the image stay.
    await release(state, aws);
  },
};

/** The image as well as its AMI: with one of them gone, the machine is to be brought again. */
async function isThere({ imageArn, amiId, region }: ImageImportOutputs, aws: Aws): Promise<boolean> {
  const where = region ?? imageArn.split(":")[3] ?? "";
  const image = await imageOf(imageArn, where, aws);
  if (image === undefined || image.state?.status === "DELETED") return false;
  return (await stateOf(amiId, where, aws)) !== "deregistered";
}

type Results = Pick<ImageImportOutputs, "importTaskId" | "snapshotIds" | "amiId" | "imageArn">;

const resultsIn = ({ importTaskId, snapshotIds, amiId, imageArn }: ImageImportOutputs): Results => ({
  importTaskId,
  snapshotIds,
  amiId,
  imageArn,
});

const unknownResults = (inputs: Previewed<ImageImportInputs>): Previewed<Results> => ({
  ...(inputs.disks !== undefined && { importTaskId: UNKNOWN }),
  snapshotIds: UNKNOWN,
  amiId: UNKNOWN,
  imageArn: UNKNOWN,
});

async function bring(inputs: ImageImportInputs, running: Running): Promise<ImageImportOutputs> {
  const identity = identityOf(running.urn, inputs);
  const clock = startClock(inputs.timeoutMinutes, running);
  const converted =
    inputs.disks === undefined ? undefined : await convert(inputs, identity.token, running, clock);
  const image = await makeImage(inputs, identity, converted?.importTaskId, running, clock);
  const region = (image.arn ?? "").split(":")[3];
  const { name, semanticVersion } = identity;
  const outputs = {
    ...inputs,
    name,
    semanticVersion,
    snapshotIds: [],
    amiId: image.outputResources?.amis?.find((ami) => ami.region === region)?.image ?? "",
    ...converted,
    imageArn: image.arn ?? "",
  };
  await tagAmi(outputs, inputs.tags ?? {}, running.aws);
  return outputs;
}
