// Names that Pulumi makes where a plan gives none: the resource's, a hyphen and seven digits. AWS doesn't accept all of them.

import type { Problem } from "../checks/problems";
import type { Child } from "../plan/child";

interface Allowed {
  property: string;
  noun: string;
  pattern: RegExp;
  most: number;
  /** What it must not begin with. */
  beginning?: string;
}

// What AWS's API references say of the names of these: CreateRole, CreateInstanceProfile, PutRule, CreateTopic,
// CreateInfrastructureConfiguration, CreateBucket, CreateSecurityGroup and CreateLaunchTemplate. The provider writes
// buckets in lower case.
const role = { property: "name", pattern: /^[\w+=,.@-]+$/ };
const allowed: Partial<Record<Child["type"], Allowed>> = {
  "aws:iam/role:Role": { ...role, noun: "role", most: 64 },
  "aws:iam/instanceProfile:InstanceProfile": { ...role, noun: "instance profile", most: 128 },
  "aws:cloudwatch/eventRule:EventRule": { property: "name", noun: "rule", pattern: /^[\w.-]+$/, most: 64 },
  "aws:sns/topic:Topic": { property: "name", noun: "topic", pattern: /^[\w-]+$/, most: 256 },
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": {
    property: "name",
    noun: "infrastructure configuration",
    pattern: /^[\w -]+$/,
    most: 128,
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    property: "name",
    noun: "security group",
    pattern: /^[\w .:/()#,@[\]+=&;{}!$*-]+$/,
    most: 255,
    // CreateSecurityGroup in the API reference: EC2 takes such a name for an ID.
    beginning: "sg-",
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    property: "name",
    noun: "launch template",
    pattern: /^[\w()./-]+$/,
    most: 125,
  },
  "aws:s3/bucket:Bucket": { property: "bucket", noun: "bucket", pattern: /^[A-Za-z0-9.-]+$/, most: 63 },
};

/** The input that Pulumi fills in. */
export function automaticName({ type, args }: Pick<Child, "type" | "args">): string | undefined {
  const property = allowed[type]?.property;
  return property !== undefined && args[property] === undefined ? property : undefined;
}

const added = "-0000000".length;

export function automaticNameProblems(
  parentName: string,
  { key, type, args }: Pick<Child, "key" | "type" | "args">,
): Problem[] {
  const rule = allowed[type];
  if (rule === undefined || args[rule.property] !== undefined) return [];
  const path = "the resource's own name";
  const most = rule.most - added - `-${key}`.length;
  return [
    ...(rule.pattern.test(parentName)
      ? []
      : [
          {
            path,
            message: `has characters that are not allowed in the name of a ${rule.noun}, which is made from it: choose another`,
          },
        ]),
    ...(rule.beginning !== undefined && parentName.startsWith(rule.beginning)
      ? [
          {
            path,
            message: `must not begin with '${rule.beginning}', since the name of a ${rule.noun} is made from it`,
          },
        ]
      : []),
    ...(parentName.length > most
      ? [
          {
            path,
            message: `must be at most ${most} characters, since the name of a ${rule.noun} is made from it`,
          },
        ]
      : []),
  ];
}
