import type { Call } from "../image-builder/call";
import { AwsError } from "../image-builder/errors";
import { type Form, tagSet, textsOf } from "./query";

/** The account's AMIs, by their IDs. */
export function describeImages(form: Form, { store }: Call): object {
  const ids = textsOf(form, "ImageId");
  const missing = ids.find((id) => !store.amis.has(id));
  if (missing !== undefined) {
    throw new AwsError("InvalidAMIID.NotFound", `The image id '[${missing}]' does not exist`);
  }
  const images = [...store.amis.values()].filter(({ imageId }) => ids.length === 0 || ids.includes(imageId));
  return {
    imagesSet: images.map(
      ({ imageId, name, description, account, tags, encrypted, deprecationTime, disabled }) => ({
        imageId,
        name,
        description,
        imageOwnerId: account,
        imageState: disabled === true ? "disabled" : "available",
        deprecationTime,
        blockDeviceMapping: [{ deviceName: "/dev/sda1", ebs: { encrypted } }],
        tagSet: tagSet(tags),
      }),
    ),
  };
}
