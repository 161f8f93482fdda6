// The roles that Image Builder looks for by name in a receiving account, and what they may do. Pure; the same text
// makes IAM's policies and those of a CloudFormation template.
//
// Sources: the user guide's pages "Set up cross-account AMI distribution" and "Lifecycle management prerequisites",
// and the text of the managed policy Ec2ImageBuilderCrossAccountDistributionAccess.

import type { Account } from "../aws/account";

export const distributionRoleName = "EC2ImageBuilderDistributionCrossAccountRole";
export const lifecycleRoleName = "Ec2ImageBuilderCrossAccountLifecycleAccess";

export const managedPolicies = {
  distribution: "Ec2ImageBuilderCrossAccountDistributionAccess",
  lifecycle: "service-role/EC2ImageBuilderLifecycleExecutionPolicy",
};

/** What the user said, all of it known. Lists are sorted, so that another order is no other policy. */
export interface Target {
  sourceAccountIds: string[];
  kmsKeyArns?: string[] | undefined;
  parameterNames?: string[] | undefined;
  launchTemplateIds?: string[] | undefined;
  regions?: string[] | undefined;
  managedPolicy?: boolean | undefined;
}

interface Statement {
  Sid: string;
  Effect: "Allow";
  Principal?: Record<string, unknown>;
  Action: string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

export interface Policy {
  Version: "2012-10-17";
  Statement: Statement[];
}

const policy = (statements: Statement[]): Policy => ({ Version: "2012-10-17", Statement: statements });

const createdByImageBuilder = "EC2 Image Builder";

/** Image Builder assumes this role as the source account, by its service-linked role or by an execution role. */
export function distributionTrust({ sourceAccountIds }: Target, { partition }: Account): Policy {
  return policy([
    {
      Sid: "SourceAccounts",
      Effect: "Allow",
      Principal: { AWS: sourceAccountIds.map((id) => `arn:${partition}:iam::${id}:root`) },
      Action: ["sts:AssumeRole"],
    },
  ]);
}

/** This one Image Builder assumes itself, on behalf of images of the source accounts. */
export function lifecycleTrust({ sourceAccountIds }: Target): Policy {
  return policy([
    {
      Sid: "ImageBuilder",
      Effect: "Allow",
      Principal: { Service: "imagebuilder.amazonaws.com" },
      Action: ["sts:AssumeRole"],
      Condition: {
        StringEquals: { "aws:SourceAccount": sourceAccountIds },
        ArnLike: { "aws:SourceArn": "arn:*:imagebuilder:*:*:image/*/*/*" },
      },
    },
  ]);
}

/** What the distribution role may do here; nothing where AWS's own policy says it all. */
export function distributionPolicy(target: Target, account: Account): Policy | undefined {
  const statements = [
    ...(target.managedPolicy === true ? [] : images(target, account)),
    ...keys(target),
    ...parameters(target, account),
    ...launchTemplates(target, account),
  ];
  return statements.length === 0 ? undefined : policy(statements);
}

/** The actions of AWS's own policy, in the regions in which images may arrive. */
function images({ regions }: Target, { partition }: Account): Statement[] {
  return [
    {
      Sid: "ChangeImages",
      Effect: "Allow",
      Action: ["ec2:CreateTags", "ec2:ModifyImageAttribute"],
      Resource: (regions ?? ["*"]).map((region) => `arn:${partition}:ec2:${region}::image/*`),
    },
    {
      // The image to copy is another account's, and what comes of it has no ID yet.
      Sid: "CopyImages",
      Effect: "Allow",
      Action: ["ec2:CopyImage", "ec2:DescribeImages"],
      Resource: "*",
      ...(regions && { Condition: { StringEquals: { "aws:RequestedRegion": regions } } }),
    },
  ];
}

/** AWS writes GenerateDataKey* and ReEncrypt*; these are what they stand for, but for key pairs. */
const keyActions = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

const grantActions = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

/**
 * EC2 asks for the grants, for the volumes of the copy; nobody else gets one.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
 */
const forAwsResources = { Bool: { "kms:GrantIsForAWSResource": "true" } };

function keys({ kmsKeyArns }: Target): Statement[] {
  if (kmsKeyArns === undefined) return [];
  return [
    { Sid: "UseKeys", Effect: "Allow", Action: keyActions, Resource: kmsKeyArns },
    {
      Sid: "GrantToEc2",
      Effect: "Allow",
      Action: grantActions,
      Resource: kmsKeyArns,
      Condition: forAwsResources,
    },
  ];
}

function parameters({ parameterNames, regions }: Target, { partition, id }: Account): Statement[] {
  if (parameterNames === undefined) return [];
  const resource = (region: string, name: string): string =>
    `arn:${partition}:ssm:${region}:${id}:parameter/${name.replace(/^\//, "")}`;
  return [
    {
      Sid: "WriteParameters",
      Effect: "Allow",
      Action: ["ssm:PutParameter"],
      Resource: (regions ?? ["*"]).flatMap((region) => parameterNames.map((name) => resource(region, name))),
    },
    // The data type aws:ec2:image has SSM look at the AMI.
    { Sid: "CheckParameters", Effect: "Allow", Action: ["ec2:DescribeImages"], Resource: "*" },
  ];
}

function launchTemplates({ launchTemplateIds, regions }: Target, { partition, id }: Account): Statement[] {
  if (launchTemplateIds === undefined) return [];
  const templates = (regions ?? ["*"]).flatMap((region) =>
    launchTemplateIds.map((template) => `arn:${partition}:ec2:${region}:${id}:launch-template/${template}`),
  );
  return [
    {
      Sid: "UpdateLaunchTemplates",
      Effect: "Allow",
      Action: ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"],
      Resource: templates,
      Condition: { StringEquals: { "aws:ResourceTag/CreatedBy": createdByImageBuilder } },
    },
    {
      Sid: "TagLaunchTemplates",
      Effect: "Allow",
      Action: ["ec2:CreateTags"],
      Resource: templates,
      Condition: { StringEquals: { "aws:RequestTag/CreatedBy": createdByImageBuilder } },
    },
    { Sid: "FindLaunchTemplates", Effect: "Allow", Action: ["ec2:DescribeLaunchTemplates"], Resource: "*" },
  ];
}

/** For the policies of the source account's keys. In a key's policy the resource `*` is that key. */
export function keyPolicyStatements({ id, partition }: Account): Statement[] {
  const common = {
    Effect: "Allow" as const,
    Principal: { AWS: `arn:${partition}:iam::${id}:role/${distributionRoleName}` },
    Resource: "*",
  };
  return [
    { Sid: `ImageCopiesTo${id}`, ...common, Action: keyActions },
    { Sid: `ImageGrantsTo${id}`, ...common, Action: grantActions, Condition: forAwsResources },
  ];
}
