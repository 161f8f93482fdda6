// As much of S3's client as is used.

export {
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketTaggingCommand,
  ListObjectVersionsCommand,
  S3Client,
  paginateListBuckets,
} from "@aws-sdk/client-s3";
