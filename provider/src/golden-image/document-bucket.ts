// Documents that are too long to be sent inline: Image Builder reads them from S3.

import * as pulumi from "@pulumi/pulumi";
import { planPrivateBucket } from "../parts/private-bucket";
import { child } from "../plan/child";
import type { Child, Made } from "../plan/child";
import { text } from "../plan/deferred";
import type { Text } from "../plan/deferred";
import type { Context } from "./args";

export interface DocumentBucket {
  children: Child[];
  /** The object of a document. The digest in its key keeps a version's document as it was. */
  document(label: string, content: string, digest: string): StoredDocument;
}

export interface StoredDocument {
  object: Made<"aws:s3/bucketObjectv2:BucketObjectv2">;
  uri: Text;
}

/** A bucket for documents, given or made; undefined where all documents are sent inline. */
export function planDocumentBucket({ name, args }: Context): DocumentBucket | undefined {
  const { documentBucket, tags, region } = args;
  if (documentBucket === undefined) return undefined;
  const { name: given, kmsKeyArn } = documentBucket;
  const made = planPrivateBucket("documents", { tags, region, kmsKeyArn });
  return {
    children: given === undefined ? made.children : [],
    document(label, content, digest) {
      const object = child({
        key: `document-${label}`,
        type: "aws:s3/bucketObjectv2:BucketObjectv2",
        args: {
          bucket: given ?? made.bucket.out.bucket,
          key: `goldenimage/${name}/${label}-${digest.slice(0, 12)}.yaml`,
          content,
          contentType: "application/yaml",
          kmsKeyId: kmsKeyArn,
          serverSideEncryption:
            kmsKeyArn === undefined ? undefined : pulumi.output(kmsKeyArn).apply(() => "aws:kms"),
          // An object takes ten tags at most, and neither the user's nor the provider's default tags know that limit.
          // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
          overrideProvider: { defaultTags: { tags: {} } },
          region,
        },
        after: given === undefined ? made.protection : [],
        // The next version's document is put there before the old one goes.
        versioned: true,
      });
      // By way of the object, so that the component waits for it.
      return { object, uri: text`s3://${object.out.bucket}/${object.out.key}` };
    },
  };
}
