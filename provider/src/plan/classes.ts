// The classes of the children. Each is loaded when it is first used: @pulumi/aws as a whole is large.

import * as pulumi from "@pulumi/pulumi";
import { pluginDownloadURL, version } from "../checks/schema/package";

type ResourceClass = new (
  name: string,
  args: never,
  options: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

/** A resource of this package's own, with what it puts out beside its inputs. */
const own = (type: `goldenimage:index:${string}`, ...outputs: string[]): ResourceClass =>
  class extends pulumi.CustomResource {
    constructor(name: string, args: pulumi.Inputs, options: pulumi.CustomResourceOptions) {
      super(
        type,
        name,
        { ...args, ...Object.fromEntries(outputs.map((output) => [output, undefined])) },
        { ...options, version, pluginDownloadURL },
      );
    }
  };

export const classes = {
  "aws:cloudwatch/eventRule:EventRule": () =>
    require("@pulumi/aws/cloudwatch/eventRule").EventRule as ResourceClass,
  "aws:cloudwatch/eventTarget:EventTarget": () =>
    require("@pulumi/aws/cloudwatch/eventTarget").EventTarget as ResourceClass,
  "aws:cloudwatch/logGroup:LogGroup": () =>
    require("@pulumi/aws/cloudwatch/logGroup").LogGroup as ResourceClass,
  "aws:ec2/launchTemplate:LaunchTemplate": () =>
    require("@pulumi/aws/ec2/launchTemplate").LaunchTemplate as ResourceClass,
  "aws:ec2/securityGroup:SecurityGroup": () =>
    require("@pulumi/aws/ec2/securityGroup").SecurityGroup as ResourceClass,
  "aws:ec2/subnet:Subnet": () => require("@pulumi/aws/ec2/subnet").Subnet as ResourceClass,
  "aws:ec2/vpc:Vpc": () => require("@pulumi/aws/ec2/vpc").Vpc as ResourceClass,
  "aws:ec2/vpcEndpoint:VpcEndpoint": () =>
    require("@pulumi/aws/ec2/vpcEndpoint").VpcEndpoint as ResourceClass,
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": () =>
    require("@pulumi/aws/ecr/lifecyclePolicy").LifecyclePolicy as ResourceClass,
  "aws:ecr/repository:Repository": () => require("@pulumi/aws/ecr/repository").Repository as ResourceClass,
  "aws:iam/instanceProfile:InstanceProfile": () =>
    require("@pulumi/aws/iam/instanceProfile").InstanceProfile as ResourceClass,
  "aws:iam/role:Role": () => require("@pulumi/aws/iam/role").Role as ResourceClass,
  "aws:iam/rolePolicy:RolePolicy": () => require("@pulumi/aws/iam/rolePolicy").RolePolicy as ResourceClass,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": () =>
    require("@pulumi/aws/iam/rolePolicyAttachment").RolePolicyAttachment as ResourceClass,
  "aws:imagebuilder/component:Component": () =>
    require("@pulumi/aws/imagebuilder/component").Component as ResourceClass,
  "aws:imagebuilder/containerRecipe:ContainerRecipe": () =>
    require("@pulumi/aws/imagebuilder/containerRecipe").ContainerRecipe as ResourceClass,
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": () =>
    require("@pulumi/aws/imagebuilder/distributionConfiguration").DistributionConfiguration as ResourceClass,
  "aws:imagebuilder/imagePipeline:ImagePipeline": () =>
    require("@pulumi/aws/imagebuilder/imagePipeline").ImagePipeline as ResourceClass,
  "aws:imagebuilder/imageRecipe:ImageRecipe": () =>
    require("@pulumi/aws/imagebuilder/imageRecipe").ImageRecipe as ResourceClass,
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": () =>
    require("@pulumi/aws/imagebuilder/infrastructureConfiguration")
      .InfrastructureConfiguration as ResourceClass,
  "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy": () =>
    require("@pulumi/aws/imagebuilder/lifecyclePolicy").LifecyclePolicy as ResourceClass,
  "aws:imagebuilder/workflow:Workflow": () =>
    require("@pulumi/aws/imagebuilder/workflow").Workflow as ResourceClass,
  "aws:kms/key:Key": () => require("@pulumi/aws/kms/key").Key as ResourceClass,
  "aws:s3/bucket:Bucket": () => require("@pulumi/aws/s3/bucket").Bucket as ResourceClass,
  "aws:s3/bucketObjectv2:BucketObjectv2": () =>
    require("@pulumi/aws/s3/bucketObjectv2").BucketObjectv2 as ResourceClass,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": () =>
    require("@pulumi/aws/s3/bucketOwnershipControls").BucketOwnershipControls as ResourceClass,
  "aws:s3/bucketPolicy:BucketPolicy": () =>
    require("@pulumi/aws/s3/bucketPolicy").BucketPolicy as ResourceClass,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": () =>
    require("@pulumi/aws/s3/bucketPublicAccessBlock").BucketPublicAccessBlock as ResourceClass,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": () =>
    require("@pulumi/aws/s3/bucketServerSideEncryptionConfiguration")
      .BucketServerSideEncryptionConfiguration as ResourceClass,
  "aws:s3/bucketVersioning:BucketVersioning": () =>
    require("@pulumi/aws/s3/bucketVersioning").BucketVersioning as ResourceClass,
  "aws:sns/topic:Topic": () => require("@pulumi/aws/sns/topic").Topic as ResourceClass,
  "aws:sns/topicPolicy:TopicPolicy": () =>
    require("@pulumi/aws/sns/topicPolicy").TopicPolicy as ResourceClass,
  "aws:sns/topicSubscription:TopicSubscription": () =>
    require("@pulumi/aws/sns/topicSubscription").TopicSubscription as ResourceClass,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": () =>
    require("@pulumi/aws/vpc/securityGroupEgressRule").SecurityGroupEgressRule as ResourceClass,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": () =>
    require("@pulumi/aws/vpc/securityGroupIngressRule").SecurityGroupIngressRule as ResourceClass,
  "goldenimage:index:ContentVersion": () => own("goldenimage:index:ContentVersion", "version", "leftovers"),
  "goldenimage:index:Leftovers": () => own("goldenimage:index:Leftovers"),
  "goldenimage:index:Usage": () => own("goldenimage:index:Usage"),
  "goldenimage:index:Ownership": () => own("goldenimage:index:Ownership", "value"),
};
