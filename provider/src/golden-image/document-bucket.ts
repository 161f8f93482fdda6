// Documents that are too long to be sent inline: Image Builder reads them from S3.

import * as pulumi from "@pulumi/pulumi";
import { Interpolated, Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { planPrivateBucket } from "../parts/private-bucket";
import type { Context } from "./args";

export function planDocumentBucket({ args }: Context): Child[] {
  const bucket = args.documentBucket;
  if (bucket === undefined || bucket.name !== undefined) return [];
  return planPrivateBucket("documents", {
    tags: args.tags,
    region: args.region,
    kmsKeyArn: bucket.kmsKeyArn,
  });
}

/** The object of a document, and its URI. The digest in its key keeps a version's document as it was. */
export function documentObject(
  { name, args }: Context,
  label: string,
  content: string,
  digest: string,
): { child: Child; uri: unknown } {
  const { name: bucketName, kmsKeyArn } = args.documentBucket ?? {};
  const key = `document-${label}`;
  const objectKey = `goldenimage/${name}/${label}-${digest.slice(0, 12)}.yaml`;
  const bucket = bucketName ?? new Ref("documents", "bucket");
  return {
    child: {
      key,
      type: "aws:s3/bucketObjectv2:BucketObjectv2",
      args: {
        bucket,
        key: objectKey,
        content,
        contentType: "application/yaml",
        kmsKeyId: kmsKeyArn,
        serverSideEncryption:
          kmsKeyArn === undefined ? undefined : pulumi.output(kmsKeyArn).apply(() => "aws:kms"),
        // An object takes ten tags at most, and neither the user's nor the provider's default tags know that limit.
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
        overrideProvider: { defaultTags: { tags: {} } },
        region: args.region,
      },
      after: bucketName === undefined ? ["documents-encryption", "documents-private"] : [],
      // The next version's document is put there before the old one goes.
      versioned: true,
    },
    // By way of the object, so that the component waits for it.
    uri: new Interpolated(["s3://", new Ref(key, "bucket"), "/", new Ref(key, "key")]),
  };
}
