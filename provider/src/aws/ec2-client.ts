// As much of EC2's client as is used; tools/bundle.mjs leaves the rest of it out of the plugin, as it does with those of
// the other files of such a name.

export {
  CreateTagsCommand,
  DeleteLaunchTemplateCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  DeleteVpcEndpointsCommand,
  DeregisterImageCommand,
  DescribeImagesCommand,
  DescribeImportImageTasksCommand,
  DescribeVpcEndpointsCommand,
  DisableImageCommand,
  EC2Client,
  EnableImageDeprecationCommand,
  ImportImageCommand,
  paginateDescribeImportImageTasks,
  paginateDescribeLaunchTemplates,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
} from "@aws-sdk/client-ec2";
