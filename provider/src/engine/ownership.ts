// Marks what a component makes, so that an update finds again what one before it has made and lost: Pulumi doesn't know
// what was being created when its CLI was killed.

import { resourceTag, resourceTagValue } from "../checks/own-tag";
import { Interpolated, Ref } from "../plan/deferred";
import type { Child, ChildType } from "../plan/child";
import { mergedTags } from "../plan/tags";

export const ownershipChild: Child = { key: "ownership", type: "goldenimage:index:Ownership", args: {} };

/** IAM's ARNs have the path before the name. */
export const nameInArn = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

const itself = (arn: string): string => arn;
const after =
  (beginning: string) =>
  (arn: string): string =>
    arn.slice(arn.indexOf(beginning) + beginning.length);

/**
 * The ID by which Pulumi imports a resource of an ARN. All other children may be made again: making them says what is
 * already so.
 */
export const importIds: Partial<Record<ChildType, (arn: string) => string>> = {
  "aws:cloudwatch/eventRule:EventRule": after(":rule/"),
  "aws:cloudwatch/logGroup:LogGroup": (arn) => after(":log-group:")(arn).replace(/:\*$/, ""),
  "aws:ec2/launchTemplate:LaunchTemplate": after("/"),
  "aws:ec2/securityGroup:SecurityGroup": after("/"),
  "aws:ec2/subnet:Subnet": after("/"),
  "aws:ec2/vpc:Vpc": after("/"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": after("/"),
  "aws:ecr/repository:Repository": after(":repository/"),
  "aws:iam/instanceProfile:InstanceProfile": nameInArn,
  "aws:iam/role:Role": nameInArn,
  "aws:imagebuilder/component:Component": itself,
  "aws:imagebuilder/containerRecipe:ContainerRecipe": itself,
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": itself,
  "aws:imagebuilder/imagePipeline:ImagePipeline": itself,
  "aws:imagebuilder/imageRecipe:ImageRecipe": itself,
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": itself,
  "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy": itself,
  "aws:imagebuilder/workflow:Workflow": itself,
  "aws:kms/key:Key": after(":key/"),
  "aws:s3/bucket:Bucket": after(":::"),
  "aws:sns/topic:Topic": itself,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": after("/"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": after("/"),
};

const isTagged = ({ type }: Child): boolean => importIds[type] !== undefined;

/** The children with what marks them. */
export const owned = (children: readonly Child[]): Child[] => [
  { ...ownershipChild, args: { keys: keysOf(children.filter(isTagged)) } },
  ...children.map((child) =>
    isTagged(child)
      ? { ...child, args: { ...child.args, tags: mergedTags(child.args.tags, tagOf(child)) } }
      : child,
  ),
];

const keysOf = (children: readonly Child[]): string[] => children.map(({ key }) => key).sort();

/** The value of the tag of a child, once the component's ownership is known. */
export const ownTagValue = (childKey: string): Interpolated =>
  new Interpolated([new Ref(ownershipChild.key, "value"), resourceTagValue("", childKey)]);

const tagOf = ({ key }: Child): Record<string, unknown> => ({ [resourceTag]: ownTagValue(key) });
