// As much of SNS's client as is used.

export {
  DeleteTopicCommand,
  ListTagsForResourceCommand,
  SNSClient,
  paginateListTopics,
} from "@aws-sdk/client-sns";
