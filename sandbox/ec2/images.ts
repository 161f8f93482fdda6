// AMIs and their snapshots.

import { snapshotsOf } from "../image-builder/amis";
import type { Call } from "../image-builder/call";
import { AwsError } from "../image-builder/errors";
import type { ArrivedAmi } from "../image-builder/world";
import { type Form, tagSet, textOf, textsOf } from "./query";

/** The account's AMIs, by their IDs. Those that are disabled are seen by who asks for them. */
export function describeImages(form: Form, { store }: Call): object {
  const ids = textsOf(form, "ImageId");
  const missing = ids.find((id) => !store.amis.has(id));
  if (missing !== undefined) {
    throw notFound(missing);
  }
  const images = [...store.amis.values()]
    .filter(({ imageId }) => ids.length === 0 || ids.includes(imageId))
    .filter(({ disabled }) => disabled !== true || textOf(form, "IncludeDisabled") === "true");
  return {
    imagesSet: images.map((ami) => ({
      imageId: ami.imageId,
      name: ami.name,
      description: ami.description,
      imageOwnerId: ami.account,
      imageState: ami.disabled === true ? "disabled" : "available",
      deprecationTime: ami.deprecationTime,
      blockDeviceMapping: snapshotsOf(store, ami).map((snapshotId) => ({
        deviceName: "/dev/sda1",
        ebs: { encrypted: ami.encrypted, snapshotId },
      })),
      tagSet: tagSet(ami.tags),
    })),
  };
}

export const notFound = (id: string): AwsError =>
  new AwsError("InvalidAMIID.NotFound", `The image id '[${id}]' does not exist`);

/** One's own: what is shared by another account can be seen, but not changed. */
function ownAmi(form: Form, { world, store }: Call): ArrivedAmi {
  const id = textOf(form, "ImageId") ?? "";
  const own = store.amis.get(id);
  if (own !== undefined) return own;
  const isAnothers = [...world.allStores()].some(
    ({ place, amis }) => place.region === store.place.region && amis.has(id),
  );
  throw isAnothers ? new AwsError("AuthFailure", `Not authorized for image:${id}`, 403) : notFound(id);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeregisterImage.html */
export function deregisterImage(form: Form, call: Call): object {
  const ami = ownAmi(form, call);
  const snapshots = snapshotsOf(call.store, ami);
  call.store.amis.delete(ami.imageId);
  if (textOf(form, "DeleteAssociatedSnapshots") !== "true") return { return: true };
  snapshots.forEach((id) => call.store.snapshots.delete(id));
  return {
    return: true,
    deleteSnapshotResultSet: snapshots.map((snapshotId) => ({ snapshotId, returnCode: "success" })),
  };
}

/** Nobody else has it any more. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableImage.html */
export function disableImage(form: Form, call: Call): object {
  const ami = ownAmi(form, call);
  ami.disabled = true;
  ami.launchPermission = undefined;
  return { return: true };
}

export function enableImage(form: Form, call: Call): object {
  ownAmi(form, call).disabled = undefined;
  return { return: true };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableImageDeprecation.html */
export function enableImageDeprecation(form: Form, call: Call): object {
  const ami = ownAmi(form, call);
  const at = new Date(textOf(form, "DeprecateAt") ?? "");
  if (Number.isNaN(at.getTime())) {
    throw new AwsError("MissingParameter", "The request must contain the parameter DeprecateAt");
  }
  if (at.getTime() < Date.now()) {
    throw new AwsError("InvalidParameterValue", "DeprecateAt must not be in the past");
  }
  ami.deprecationTime = at.toISOString();
  return { return: true };
}

export function disableImageDeprecation(form: Form, call: Call): object {
  ownAmi(form, call).deprecationTime = undefined;
  return { return: true };
}

export function describeSnapshots(form: Form, { store }: Call): object {
  const ids = textsOf(form, "SnapshotId");
  const missing = ids.find((id) => !store.snapshots.has(id));
  if (missing !== undefined) throw noSnapshot(missing);
  const meant = [...store.snapshots.values()].filter(
    ({ snapshotId }) => ids.length === 0 || ids.includes(snapshotId),
  );
  return {
    snapshotSet: meant.map(({ snapshotId, tags }) => ({
      snapshotId,
      ownerId: store.place.account,
      status: "completed",
      tagSet: tagSet(tags),
    })),
  };
}

export function deleteSnapshot(form: Form, { store }: Call): object {
  const id = textOf(form, "SnapshotId") ?? "";
  const snapshot = store.snapshots.get(id);
  if (snapshot === undefined) throw noSnapshot(id);
  if (store.amis.has(snapshot.imageId)) {
    throw new AwsError(
      "InvalidSnapshot.InUse",
      `The snapshot ${id} is currently in use by ${snapshot.imageId}`,
    );
  }
  store.snapshots.delete(id);
  return { return: true };
}

const noSnapshot = (id: string): AwsError =>
  new AwsError("InvalidSnapshot.NotFound", `The snapshot '${id}' does not exist.`);
