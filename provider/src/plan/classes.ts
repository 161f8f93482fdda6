// The types of children and their classes. Each class is loaded when it is first used: @pulumi/aws as a whole is large.
// What may be written in a plan, and what a child puts out, follow from this list.

import * as pulumi from "@pulumi/pulumi";
import { pluginDownloadURL, version } from "../checks/schema/package";
import type * as schema from "../checks/schema/generated/types";

/** A resource of this package's own that users don't write: its inputs, and what it puts out beside them. */
type Own<Inputs, Outputs> = new (
  name: string,
  args: { [Name in keyof Inputs]: pulumi.Input<Inputs[Name]> },
  options: pulumi.CustomResourceOptions,
) => pulumi.CustomResource & { readonly [Name in keyof Outputs]: pulumi.Output<Outputs[Name]> };

function own<Inputs, Outputs>(
  type: `goldenimage:index:${string}`,
  ...outputs: readonly (keyof Outputs & string)[]
): Own<Inputs, Outputs> {
  const found: unknown = class extends pulumi.CustomResource {
    constructor(name: string, args: pulumi.Inputs, options: pulumi.CustomResourceOptions) {
      const nothing = Object.fromEntries(outputs.map((output) => [output, undefined]));
      super(type, name, { ...nothing, ...args }, { ...options, version, pluginDownloadURL });
    }
  };
  // Cast: the class above takes and puts out what its caller says of the schema.
  return found as Own<Inputs, Outputs>;
}

export const classes = {
  "aws:cloudwatch/eventRule:EventRule": () =>
    (require("@pulumi/aws/cloudwatch/eventRule") as typeof import("@pulumi/aws/cloudwatch/eventRule"))
      .EventRule,
  "aws:cloudwatch/eventTarget:EventTarget": () =>
    (require("@pulumi/aws/cloudwatch/eventTarget") as typeof import("@pulumi/aws/cloudwatch/eventTarget"))
      .EventTarget,
  "aws:cloudwatch/logGroup:LogGroup": () =>
    (require("@pulumi/aws/cloudwatch/logGroup") as typeof import("@pulumi/aws/cloudwatch/logGroup")).LogGroup,
  "aws:ec2/launchTemplate:LaunchTemplate": () =>
    (require("@pulumi/aws/ec2/launchTemplate") as typeof import("@pulumi/aws/ec2/launchTemplate"))
      .LaunchTemplate,
  "aws:ec2/securityGroup:SecurityGroup": () =>
    (require("@pulumi/aws/ec2/securityGroup") as typeof import("@pulumi/aws/ec2/securityGroup"))
      .SecurityGroup,
  "aws:ec2/subnet:Subnet": () =>
    (require("@pulumi/aws/ec2/subnet") as typeof import("@pulumi/aws/ec2/subnet")).Subnet,
  "aws:ec2/vpc:Vpc": () => (require("@pulumi/aws/ec2/vpc") as typeof import("@pulumi/aws/ec2/vpc")).Vpc,
  "aws:ec2/vpcEndpoint:VpcEndpoint": () =>
    (require("@pulumi/aws/ec2/vpcEndpoint") as typeof import("@pulumi/aws/ec2/vpcEndpoint")).VpcEndpoint,
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": () =>
    (require("@pulumi/aws/ecr/lifecyclePolicy") as typeof import("@pulumi/aws/ecr/lifecyclePolicy"))
      .LifecyclePolicy,
  "aws:ecr/repository:Repository": () =>
    (require("@pulumi/aws/ecr/repository") as typeof import("@pulumi/aws/ecr/repository")).Repository,
  "aws:iam/instanceProfile:InstanceProfile": () =>
    (require("@pulumi/aws/iam/instanceProfile") as typeof import("@pulumi/aws/iam/instanceProfile"))
      .InstanceProfile,
  "aws:iam/role:Role": () => (require("@pulumi/aws/iam/role") as typeof import("@pulumi/aws/iam/role")).Role,
  "aws:iam/rolePolicy:RolePolicy": () =>
    (require("@pulumi/aws/iam/rolePolicy") as typeof import("@pulumi/aws/iam/rolePolicy")).RolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": () =>
    (require("@pulumi/aws/iam/rolePolicyAttachment") as typeof import("@pulumi/aws/iam/rolePolicyAttachment"))
      .RolePolicyAttachment,
  "aws:imagebuilder/component:Component": () =>
    (require("@pulumi/aws/imagebuilder/component") as typeof import("@pulumi/aws/imagebuilder/component"))
      .Component,
  "aws:imagebuilder/containerRecipe:ContainerRecipe": () =>
    (
      require("@pulumi/aws/imagebuilder/containerRecipe") as typeof import("@pulumi/aws/imagebuilder/containerRecipe")
    ).ContainerRecipe,
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": () =>
    (
      require("@pulumi/aws/imagebuilder/distributionConfiguration") as typeof import("@pulumi/aws/imagebuilder/distributionConfiguration")
    ).DistributionConfiguration,
  "aws:imagebuilder/imagePipeline:ImagePipeline": () =>
    (
      require("@pulumi/aws/imagebuilder/imagePipeline") as typeof import("@pulumi/aws/imagebuilder/imagePipeline")
    ).ImagePipeline,
  "aws:imagebuilder/imageRecipe:ImageRecipe": () =>
    (require("@pulumi/aws/imagebuilder/imageRecipe") as typeof import("@pulumi/aws/imagebuilder/imageRecipe"))
      .ImageRecipe,
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": () =>
    (
      require("@pulumi/aws/imagebuilder/infrastructureConfiguration") as typeof import("@pulumi/aws/imagebuilder/infrastructureConfiguration")
    ).InfrastructureConfiguration,
  "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy": () =>
    (
      require("@pulumi/aws/imagebuilder/lifecyclePolicy") as typeof import("@pulumi/aws/imagebuilder/lifecyclePolicy")
    ).LifecyclePolicy,
  "aws:imagebuilder/workflow:Workflow": () =>
    (require("@pulumi/aws/imagebuilder/workflow") as typeof import("@pulumi/aws/imagebuilder/workflow"))
      .Workflow,
  "aws:kms/key:Key": () => (require("@pulumi/aws/kms/key") as typeof import("@pulumi/aws/kms/key")).Key,
  "aws:s3/bucket:Bucket": () =>
    (require("@pulumi/aws/s3/bucket") as typeof import("@pulumi/aws/s3/bucket")).Bucket,
  "aws:s3/bucketObjectv2:BucketObjectv2": () =>
    (require("@pulumi/aws/s3/bucketObjectv2") as typeof import("@pulumi/aws/s3/bucketObjectv2"))
      .BucketObjectv2,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": () =>
    (
      require("@pulumi/aws/s3/bucketOwnershipControls") as typeof import("@pulumi/aws/s3/bucketOwnershipControls")
    ).BucketOwnershipControls,
  "aws:s3/bucketPolicy:BucketPolicy": () =>
    (require("@pulumi/aws/s3/bucketPolicy") as typeof import("@pulumi/aws/s3/bucketPolicy")).BucketPolicy,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": () =>
    (
      require("@pulumi/aws/s3/bucketPublicAccessBlock") as typeof import("@pulumi/aws/s3/bucketPublicAccessBlock")
    ).BucketPublicAccessBlock,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": () =>
    (
      require("@pulumi/aws/s3/bucketServerSideEncryptionConfiguration") as typeof import("@pulumi/aws/s3/bucketServerSideEncryptionConfiguration")
    ).BucketServerSideEncryptionConfiguration,
  "aws:s3/bucketVersioning:BucketVersioning": () =>
    (require("@pulumi/aws/s3/bucketVersioning") as typeof import("@pulumi/aws/s3/bucketVersioning"))
      .BucketVersioning,
  "aws:sns/topic:Topic": () =>
    (require("@pulumi/aws/sns/topic") as typeof import("@pulumi/aws/sns/topic")).Topic,
  "aws:sns/topicPolicy:TopicPolicy": () =>
    (require("@pulumi/aws/sns/topicPolicy") as typeof import("@pulumi/aws/sns/topicPolicy")).TopicPolicy,
  "aws:sns/topicSubscription:TopicSubscription": () =>
    (require("@pulumi/aws/sns/topicSubscription") as typeof import("@pulumi/aws/sns/topicSubscription"))
      .TopicSubscription,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": () =>
    (
      require("@pulumi/aws/vpc/securityGroupEgressRule") as typeof import("@pulumi/aws/vpc/securityGroupEgressRule")
    ).SecurityGroupEgressRule,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": () =>
    (
      require("@pulumi/aws/vpc/securityGroupIngressRule") as typeof import("@pulumi/aws/vpc/securityGroupIngressRule")
    ).SecurityGroupIngressRule,
  "goldenimage:index:ContentVersion": () =>
    own<schema.ContentVersionInputs, schema.ContentVersionOutputs>(
      "goldenimage:index:ContentVersion",
      "version",
      "leftovers",
    ),
  "goldenimage:index:Leftovers": () =>
    own<schema.LeftoversInputs, schema.LeftoversOutputs>("goldenimage:index:Leftovers"),
  "goldenimage:index:Orphans": () =>
    own<schema.OrphansInputs, schema.OrphansOutputs>("goldenimage:index:Orphans"),
  "goldenimage:index:PipelineSettings": () =>
    own<schema.PipelineSettingsInputs, schema.PipelineSettingsOutputs>("goldenimage:index:PipelineSettings"),
  "goldenimage:index:Usage": () => own<schema.UsageInputs, schema.UsageOutputs>("goldenimage:index:Usage"),
  "goldenimage:index:Ownership": () =>
    own<schema.OwnershipInputs, schema.OwnershipOutputs>("goldenimage:index:Ownership", "value"),
} as const;

export type ChildType = keyof typeof classes;

type ClassOf<Type extends ChildType> = ReturnType<(typeof classes)[Type]>;

/** What the class of a type takes. */
export type ClassArgs<Type extends ChildType> = NonNullable<ConstructorParameters<ClassOf<Type>>[1]>;

/** What a resource of a type is when it is registered. */
export type ResourceOf<Type extends ChildType> = InstanceType<ClassOf<Type>>;
