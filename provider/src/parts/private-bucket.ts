// A bucket that nobody else sees: encrypted, versioned, without public access and without ACLs.

import { Interpolated, Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { Policy } from "../plan/policy";

interface Settings {
  tags?: unknown;
  region?: unknown;
  kmsKeyArn?: unknown;
}

/** The bucket has the given key; what belongs to it begins with that. */
export function planPrivateBucket(key: string, { tags, region, kmsKeyArn }: Settings): Child[] {
  const bucket = new Ref(key, "bucket");
  return [
    { key, type: "aws:s3/bucket:Bucket", args: { tags, region } },
    {
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
    },
    {
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
    },
    {
      key: `${key}-ownership`,
      type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      args: { bucket, rule: { objectOwnership: "BucketOwnerEnforced" }, region },
    },
    {
      key: `${key}-versioning`,
      type: "aws:s3/bucketVersioning:BucketVersioning",
      args: { bucket, versioningConfiguration: { status: "Enabled" }, region },
    },
    {
      key: `${key}-policy`,
      type: "aws:s3/bucketPolicy:BucketPolicy",
      args: {
        bucket,
        policy: new Policy("bucket", [tlsOnly(new Ref(key, "arn"))]),
        region,
      },
      // S3 refuses to change a bucket's policy while its block on public access is being set.
      after: [`${key}-private`],
    },
  ];
}

const tlsOnly = (bucketArn: Ref): object => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [bucketArn, new Interpolated([bucketArn, "/*"])],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
