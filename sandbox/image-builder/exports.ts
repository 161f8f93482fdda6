// Disk images in S3, for outside AWS.

import type { Distribution } from "@aws-sdk/client-imagebuilder";
import type { Call } from "./call";
import { distributionFailure } from "./distribution-failure";
import { findImage } from "./parents";
import type { Store, StoredImage } from "./world";

export function exportImages({ world, store }: Call, image: StoredImage, distribution: Distribution): void {
  const { s3ExportConfiguration, region = "" } = distribution;
  if (s3ExportConfiguration === undefined) {
    return;
  }
  const { s3Bucket = "", s3Prefix = "", diskImageFormat = "VMDK", roleName } = s3ExportConfiguration;
  const place = { account: store.place.account, region };
  const buckets = world.records
    .list("aws:s3/bucket:Bucket")
    .filter(({ account }) => account === store.place.account);
  if (buckets.length > 0 && !buckets.some(({ id }) => id === s3Bucket)) {
    throw distributionFailure(`The bucket ${s3Bucket} does not exist in account ${place.account}`);
  }
  const folder = s3Prefix === "" || s3Prefix.endsWith("/") ? s3Prefix : `${s3Prefix}/`;
  for (const ami of world.store(place).amis.values()) {
    if (ami.sourceImageArn !== image.arn) {
      continue;
    }
    if (ami.encrypted) {
      throw distributionFailure(`The AMI ${ami.imageId} has an encrypted snapshot, which can't be exported`);
    }
    checkOrigin(image, store);
    const file = `export-ami-${ami.imageId.slice("ami-".length)}.${diskImageFormat.toLowerCase()}`;
    world.store(place).exports.push({
      uri: `s3://${s3Bucket}/${folder}${file}`,
      diskImageFormat,
      roleName,
      imageId: ami.imageId,
      sourceImageArn: image.arn,
    });
  }
}

/** AWS does not let go of its own Windows images, nor of what Marketplace sells, nor of what was made from them. */
function checkOrigin(
  { imageRecipe, platform }: Pick<StoredImage, "imageRecipe" | "platform">,
  store: Store,
): void {
  const parent = imageRecipe?.parentImage ?? "";
  if (parent.startsWith("prod-")) {
    throw distributionFailure("An image from AWS Marketplace can't be exported");
  }
  if (platform === "Windows" && /:aws:image\/|^ssm:\/aws\/service\//.test(parent)) {
    throw distributionFailure("An image with software licensed by AWS can't be exported");
  }
  const own = parent.startsWith("arn:") ? findImage(store, parent) : undefined;
  if (own?.imageRecipe !== undefined) {
    checkOrigin(own, store);
  }
}
