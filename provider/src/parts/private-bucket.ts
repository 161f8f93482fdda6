// A bucket that nobody else sees: encrypted, versioned, without public access and without ACLs.

import { child } from "../plan/child";
import type { Child, Made } from "../plan/child";
import { text } from "../plan/deferred";
import type { Text } from "../plan/deferred";
import { Policy } from "../plan/policy";
import type { Statement } from "../plan/policy";
import type { Tags } from "../plan/tags";

interface Settings {
  tags?: Tags | undefined;
  region?: Text | undefined;
  kmsKeyArn?: Text | undefined;
}

export interface PrivateBucket {
  children: Child[];
  bucket: Made<"aws:s3/bucket:Bucket">;
  /** Keys of what must be there before anything is put into it. */
  protection: string[];
}

/** The bucket has the given key; what belongs to it begins with that. */
export function planPrivateBucket(key: string, { tags, region, kmsKeyArn }: Settings): PrivateBucket {
  const made = child({ key, type: "aws:s3/bucket:Bucket", args: { tags, region } });
  const { bucket, arn } = made.out;
  const encryption = child({
    key: `${key}-encryption`,
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    args: {
      bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault:
            kmsKeyArn === undefined
              ? { sseAlgorithm: "AES256" }
              : { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
          bucketKeyEnabled: kmsKeyArn === undefined ? undefined : true,
        },
      ],
      region,
    },
  });
  const privacy = child({
    key: `${key}-private`,
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    args: {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
      region,
    },
  });
  const ownership = child({
    key: `${key}-ownership`,
    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    args: { bucket, rule: { objectOwnership: "BucketOwnerEnforced" }, region },
  });
  const versioning = child({
    key: `${key}-versioning`,
    type: "aws:s3/bucketVersioning:BucketVersioning",
    args: { bucket, versioningConfiguration: { status: "Enabled" }, region },
  });
  const policy = child({
    key: `${key}-policy`,
    type: "aws:s3/bucketPolicy:BucketPolicy",
    args: { bucket, policy: new Policy("bucket", [tlsOnly(arn)]), region },
    // S3 refuses to change a bucket's policy while its block on public access is being set.
    after: [privacy.key],
  });
  return {
    children: [made, encryption, privacy, ownership, versioning, policy],
    bucket: made,
    protection: [encryption.key, privacy.key],
  };
}

const tlsOnly = (bucketArn: Text): Statement => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [bucketArn, text`${bucketArn}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
