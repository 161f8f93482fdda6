// As much of EC2's client as is used; tools/bundle.mjs leaves the rest of it out of the plugin.

export {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeImportImageTasksCommand,
  EC2Client,
  ImportImageCommand,
  paginateDescribeImportImageTasks,
} from "@aws-sdk/client-ec2";
