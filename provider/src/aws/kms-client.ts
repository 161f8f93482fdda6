// As much of KMS's client as is used.

export {
  DescribeKeyCommand,
  KMSClient,
  ListResourceTagsCommand,
  ScheduleKeyDeletionCommand,
  paginateListKeys,
} from "@aws-sdk/client-kms";
