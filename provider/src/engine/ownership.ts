// Marks what a component makes, so that an update finds again what one before it has made and lost: Pulumi doesn't know
// what was being created when its CLI was killed.

import { resourceTag, resourceTagValue } from "../checks/own-tag";
import { versionKey } from "../plan/child";
import type { Child, ChildType } from "../plan/child";
import { Derived, Interpolated, Ref } from "../plan/deferred";
import { digest } from "../plan/digest";
import { inOrder } from "../plan/references";
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

/** What the marks of a component's children are made of, beside the children. */
export interface Surroundings {
  /** The component's own name, with which the names of its resources begin. */
  parentName: string;
  /** Where a child is that names no region. */
  region: unknown;
  /** Another text in each update: see Confirmation. */
  run: unknown;
}

/** The children with what marks them, and with what deletes those of them that Pulumi never heard of. */
export function owned(children: readonly Child[], surroundings: Surroundings): Child[] {
  const { run } = surroundings;
  const marked = children.map((child): Child => {
    if (isCounter(child)) return { ...child, args: { ...child.args, run } };
    return isTagged(child)
      ? { ...child, args: { ...child.args, tags: mergedTags(child.args.tags, tagOf(child)) } }
      : child;
  });
  const ownership: Child = {
    ...ownershipChild,
    args: {
      keys: keysOf(children.filter(isTagged)),
      made: children.filter(isSwept).map((child) => describe(child, surroundings)),
      run,
    },
  };
  return [ownership, ...guarding(marked.map(withoutItsOwn), surroundings)];
}

const keysOf = (children: readonly Child[]): string[] => children.map(({ key }) => key).sort();

/** The value of the tag of a child, once the component's ownership is known. */
export const ownTagValue = (childKey: string): Interpolated =>
  new Interpolated([new Ref(ownershipChild.key, "value"), resourceTagValue("", childKey)]);

const tagOf = ({ key }: Child): Record<string, unknown> => ({ [resourceTag]: ownTagValue(key) });

/** AWS doesn't delete a role that has policies, and of those that were made in vain Pulumi doesn't know. */
const withoutItsOwn = (child: Child): Child =>
  child.type === "aws:iam/role:Role"
    ? { ...child, args: { ...child.args, forceDetachPolicies: true } }
    : child;

// A destroy runs no program, so nothing of what was lost is looked for then, as an update does (recovery/). The resources
// of this package do it when they are deleted: Ownership at the end, and before that an Orphans wherever something that
// was lost would keep AWS from deleting what Pulumi knows. Versions are their counters' to delete.

const orphansType = "goldenimage:index:Orphans";
const counterType = "goldenimage:index:ContentVersion";

const isCounter = ({ type }: Child): boolean => type === counterType;

/** What AWS doesn't let go of while such a child uses it, goes after the Orphans of that key. */
const guards: Readonly<Record<string, readonly ChildType[]>> = {
  "pipeline-orphans": ["aws:imagebuilder/imagePipeline:ImagePipeline"],
  "endpoint-orphans": ["aws:ec2/vpcEndpoint:VpcEndpoint"],
  "network-orphans": ["aws:ec2/subnet:Subnet", "aws:ec2/securityGroup:SecurityGroup"],
  "target-orphans": ["aws:cloudwatch/eventTarget:EventTarget"],
  "object-orphans": ["aws:s3/bucketObjectv2:BucketObjectv2"],
};

const isGuarded = ({ type }: Child): boolean => Object.values(guards).some((types) => types.includes(type));

/** Rules of a security group go with it. */
const isSwept = (child: Child): boolean =>
  isTagged(child) && child.versioned !== true && !child.type.startsWith("aws:vpc/") && !isGuarded(child);

function guarding(children: readonly Child[], surroundings: Surroundings): Child[] {
  const guardOf = (child: Child): string | undefined =>
    Object.keys(guards).find((key) => guards[key]?.includes(child.type));
  const added = Object.keys(guards).flatMap((key): Child[] => {
    const members = children.filter((child) => guardOf(child) === key);
    const keys = new Set(members.map((child) => child.key));
    if (members.length === 0) return [];
    return [
      {
        key,
        type: orphansType,
        args: {
          owner: new Ref(ownershipChild.key, "value"),
          made: members.map((child) => describe(child, surroundings)),
          // Of no other use than that all of it is there before.
          uses: new Derived(
            members.map(({ args }) => args),
            digest,
          ),
          run: surroundings.run,
        },
        after: [...new Set(members.flatMap(({ after = [] }) => after))].filter((each) => !keys.has(each)),
      },
    ];
  });
  const guarded = children.map((child): Child => {
    const guard = guardOf(child);
    return guard === undefined ? child : { ...child, after: [guard, ...(child.after ?? [])] };
  });
  return inOrder([...guarded, ...added]);
}

/** How a child is found and deleted by those who have only their state. */
const describe = (
  { key, type, args }: Child,
  { parentName, region }: Surroundings,
): Record<string, unknown> => ({
  key,
  type,
  region: args.region ?? region,
  // Names that Pulumi makes have the resource's in them.
  resourceName: `${parentName}-${key}`,
  ...(type === "aws:cloudwatch/eventTarget:EventTarget" && { name: args.targetId, within: args.rule }),
  ...(type === "aws:s3/bucketObjectv2:BucketObjectv2" && { name: args.key, within: args.bucket }),
  ...(args.name !== undefined && { name: args.name }),
});

/**
 * What one of the above learns when all that it is about has been made: that the update of its `run` is through, and what
 * there was then. Without that, it takes what it finds for lost. What was there then never is.
 */
export interface Confirmation {
  key: string;
  /** The children that must be there. */
  waitsFor: readonly string[];
  /** What of it may be found again: a key, and what no other resource has. */
  known: readonly Interpolated[];
}

export function confirmations(all: readonly Child[]): Confirmation[] {
  return all.flatMap(({ key, type }): Confirmation[] => {
    if (type === ownershipChild.type) {
      const waitsFor = all.filter((child) => child.key !== key).map((child) => child.key);
      return [{ key, waitsFor, known: all.filter(isSwept).map(identityOf) }];
    }
    if (type === orphansType) {
      const members = all.filter((child) => guards[key]?.includes(child.type));
      return [{ key, waitsFor: keysOf(members), known: members.map(identityOf) }];
    }
    return type === counterType
      ? all
          .filter((child) => versionKey(child.key) === key)
          .map((child) => ({ key, waitsFor: [child.key], known: [] }))
      : [];
  });
}

const identityOf = ({ key, type }: Child): Interpolated =>
  new Interpolated([key, ...(identities[type] ?? ["id"]).flatMap((part) => [" ", new Ref(key, part)])]);

/** Where another one may have the same ID, in another region or later. */
const identities: Partial<Record<ChildType, readonly string[]>> = {
  "aws:cloudwatch/logGroup:LogGroup": ["arn"],
  "aws:ecr/repository:Repository": ["arn"],
  "aws:cloudwatch/eventTarget:EventTarget": ["rule", "targetId"],
  "aws:iam/role:Role": ["uniqueId"],
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": ["arn", "dateCreated"],
  "aws:imagebuilder/imagePipeline:ImagePipeline": ["arn", "dateCreated"],
  "aws:s3/bucketObjectv2:BucketObjectv2": ["bucket", "key"],
};
