// Brings a machine image from outside AWS, and waits until it is an image of Image Builder's.

import { isDeepStrictEqual } from "node:util";
import type { Running, CustomResource } from "../engine/custom-resource";
import { UNKNOWN, containsUnknown } from "../protocol/values";
import type { Values } from "../protocol/values";
import { convert } from "./conversion";
import { makeImage } from "./image";
import { decisive, identityOf, nameAndVersion } from "./identity";
import { imageImportRules } from "./rules";
import { changeTags, release, tagAmi } from "./tags";
import { startClock } from "./watch";

const results = ["importTaskId", "snapshotIds", "amiId", "imageArn"];

export const imageImport: CustomResource = {
  rules: imageImportRules,

  diff(olds, news) {
    const changed = [...decisive, "tags", "roleName", "timeoutMinutes"].filter(
      (property) => !isDeepStrictEqual(olds[property], news[property]),
    );
    return {
      changes: changed.length > 0,
      diffs: changed,
      // The role and the patience of a finished import change nothing about it.
      replaces: changed.filter((property) => decisive.includes(property) && !containsUnknown(news[property])),
    };
  },

  async create(inputs, running) {
    if (running.preview) {
      const named = containsUnknown([inputs.name, inputs.semanticVersion])
        ? { name: inputs.name ?? UNKNOWN, semanticVersion: inputs.semanticVersion ?? UNKNOWN }
        : nameAndVersion(running.urn, inputs);
      return { id: "", outputs: { ...inputs, ...named, ...unknownResults(inputs) } };
    }
    const outputs = await bring(inputs, running);
    return { id: String(outputs.imageArn), outputs };
  },

  async update(olds, inputs, running) {
    const kept = Object.fromEntries(results.map((property) => [property, olds[property]]));
    if (!running.preview) {
      await changeTags(olds, tagsOf(olds), tagsOf(inputs), running.aws);
    }
    return { ...inputs, ...nameAndVersion(running.urn, inputs), ...kept };
  },

  async delete(state, aws) {
    // The AMI, its snapshots and the image stay.
    await release(state, aws);
  },
};

const unknownResults = (inputs: Values): Values => ({
  ...(inputs.disks !== undefined && { importTaskId: UNKNOWN }),
  snapshotIds: UNKNOWN,
  amiId: UNKNOWN,
  imageArn: UNKNOWN,
});

const tagsOf = (values: Values): Record<string, string> => (values.tags ?? {}) as Record<string, string>;

async function bring(inputs: Values, running: Running): Promise<Values> {
  const identity = identityOf(running.urn, inputs);
  const clock = startClock(inputs.timeoutMinutes, running);
  const converted =
    inputs.disks === undefined ? undefined : await convert(inputs, identity.token, running, clock);
  const image = await makeImage(inputs, identity, converted?.importTaskId, running, clock);
  const region = (image.arn ?? "").split(":")[3];
  const { name, semanticVersion } = identity;
  const outputs: Values = {
    ...inputs,
    name,
    semanticVersion,
    snapshotIds: [],
    amiId: image.outputResources?.amis?.find((ami) => ami.region === region)?.image,
    ...converted,
    imageArn: image.arn,
  };
  await tagAmi(outputs, tagsOf(inputs), running.aws);
  return outputs;
}
