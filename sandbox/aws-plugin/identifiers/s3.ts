import { createHash } from "node:crypto";
import { partitionOf } from "../config";
import { objectContent } from "../object-content";
import { hex, type Identifiers, type Identify, idOf } from "./identify";

const bucket: Identify = ({ bucket: name }, { region, partition }) => {
  const { dnsSuffix } = partitionOf(region);
  return {
    id: String(name),
    computed: {
      arn: `arn:${partition}:s3:::${String(name)}`,
      bucketDomainName: `${String(name)}.s3.${dnsSuffix}`,
      bucketRegion: region,
      bucketRegionalDomainName: `${String(name)}.s3.${region}.${dnsSuffix}`,
    },
  };
};

const object: Identify = (inputs, { partition }) => {
  const id = `${String(inputs.bucket)}/${String(inputs.key)}`;
  return {
    id,
    computed: {
      arn: `arn:${partition}:s3:::${id}`,
      contentType: inputs.contentType ?? "application/octet-stream",
      etag: inputs.etag ?? createHash("md5").update(objectContent(inputs)).digest("hex"),
      serverSideEncryption: inputs.serverSideEncryption ?? "AES256",
      storageClass: inputs.storageClass ?? "STANDARD",
      versionId: hex(32),
    },
  };
};

const ofBucket = idOf("bucket");

export const s3: Identifiers = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketObjectv2:BucketObjectv2": object,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": idOf("bucket", (inputs) => ({
    transitionDefaultMinimumObjectSize:
      inputs.transitionDefaultMinimumObjectSize ?? "all_storage_classes_128K",
  })),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ofBucket,
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket,
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket,
};
