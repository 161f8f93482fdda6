import { AwsError } from "../image-builder/errors";
import type { Recorded } from "../image-builder/records";
import type { World } from "../image-builder/world";
import type { Rules } from ".";
import { inAccount } from "./others";

export const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";

const objectsIn = (world: World, bucket: Recorded): Recorded[] =>
  inAccount(world, bucket, objectType).filter(({ properties }) => properties.bucket === bucket.id);

/** Disk images that Image Builder has exported into a bucket. */
const exportsTo = (world: World, { id, account, region }: Recorded) => {
  const { exports } = world.store({ account, region });
  return { exports, here: exports.filter(({ uri }) => uri.startsWith(`s3://${id}/`)) };
};

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
export const s3: Readonly<Record<string, Rules>> = {
  "aws:s3/bucket:Bucket": {
    // A bucket's name is one in all accounts and regions.
    create(made, world) {
      const other = world.records.list(made.type).find(({ id }) => id === made.id);
      if (other === undefined) return undefined;
      return other.account === made.account
        ? new AwsError(
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.",
            409,
          )
        : new AwsError("BucketAlreadyExists", "The requested bucket name is not available.", 409);
    },
    delete(bucket, world) {
      const objects = objectsIn(world, bucket);
      const { exports, here } = exportsTo(world, bucket);
      if (bucket.properties.forceDestroy === true) {
        for (const { type, id } of objects) world.records.delete(type, id, { account: bucket.account });
        for (const file of here) exports.splice(exports.indexOf(file), 1);
        return undefined;
      }
      return objects.length + here.length > 0
        ? new AwsError("BucketNotEmpty", "The bucket you tried to delete is not empty", 409)
        : undefined;
    },
    // What the provider has as resources of their own is a bucket's configuration.
    parts: ({ id, account }, world) =>
      world.records
        .list()
        .filter(
          (each) => each.account === account && each.type.startsWith("aws:s3/bucket") && each.id === id,
        ),
  },
  [objectType]: {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
    write: ({ properties }) =>
      Object.keys((properties.tagsAll ?? properties.tags ?? {}) as object).length > 10
        ? new AwsError("BadRequest", "Object tags cannot be greater than 10", 400)
        : undefined,
  },
};
