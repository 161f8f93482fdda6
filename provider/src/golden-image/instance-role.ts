// The role and instance profile of the instances on which an image is built and tested.

import { kmsKeyArn } from "../checks/identifiers";
import type * as pulumi from "@pulumi/pulumi";
import { accountId } from "../parts/account";
import { attachments, inlinePolicy, serviceTrust } from "../parts/iam";
import type { Role } from "../parts/iam";
import { child } from "../plan/child";
import type { Child } from "../plan/child";
import { text } from "../plan/deferred";
import type { Text } from "../plan/deferred";
import { Given, allow } from "../plan/policy";
import type { Statement } from "../plan/policy";
import type { Context } from "./args";
import type { Delivery } from "./distribution";
import type { BuiltRepository } from "./repository";
import { managedPolicy, planRole } from "./roles";

const managedPolicies = ["AmazonSSMManagedInstanceCore", "EC2InstanceProfileForImageBuilder"];

export interface InstanceRole {
  children: Child[];
  role: Role | undefined;
  instanceProfileName: Text;
  /** Keys of the role's permissions: without them, builds fail late and oddly. */
  permissions: string[];
}

/** A role and instance profile, unless an instance profile is given. */
export function planInstanceRole(
  context: Context,
  delivery: Delivery,
  repository: BuiltRepository | undefined,
): InstanceRole {
  const { args } = context;
  const given = args.build?.instanceProfileName;
  if (given !== undefined)
    return { children: [], role: undefined, instanceProfileName: given, permissions: [] };
  const made = planRole(
    context,
    "role",
    "Instances on which EC2 Image Builder builds and tests",
    serviceTrust("ec2.amazonaws.com"),
  );
  const statements = [...repositoryStatements(context, delivery, repository), ...logStatements(context)];
  const permissions = [
    ...managedPolicies.map((policy) => managedPolicy(context, `policy-${policy}`, made, policy)),
    ...attachments("extra-policy", made, args.build?.policyArns),
    ...(statements.length === 0 ? [] : [inlinePolicy("role-policy", made, statements)]),
  ];
  const profile = child({
    key: "instance-profile",
    type: "aws:iam/instanceProfile:InstanceProfile",
    args: { role: made.out.name, path: args.build?.rolePath, tags: args.tags },
  });
  return {
    children: [made, ...permissions, profile],
    role: made,
    instanceProfileName: profile.out.name,
    permissions: permissions.map(({ key }) => key),
  };
}

/** Pull and push on the repositories that receive the image, rather than the managed policy for all of them. */
function repositoryStatements(
  { args, region, partition }: Context,
  delivery: Delivery,
  repository: BuiltRepository | undefined,
): Statement[] {
  if (args.container === undefined) return [];
  const arnOf = (at: pulumi.Input<string>, name: pulumi.Input<string>, path: string): Text =>
    text`arn:${partition}:ecr:${at}:${accountId}:repository/${new Given(name, path)}`;
  const { repositoryName } = args.container;
  const repositories = [
    ...(repository?.made === undefined ? [] : [repository.made.out.arn]),
    ...(repositoryName === undefined ? [] : [arnOf(region, repositoryName, "container.repositoryName")]),
    ...delivery.furtherRepositories.map((further) =>
      arnOf(further.region, further.repositoryName, further.path),
    ),
  ];
  const base = args.source.containerImage;
  return [
    // A token is of the whole registry: this action knows no resource.
    allow("LogInToEcr", ["ecr:GetAuthorizationToken"], ["*"]),
    allow("PushImage", [...pull, ...push], repositories),
    ...(base !== undefined && mayBePrivate(base)
      ? [
          allow("PullBaseImage", pull, [
            text`arn:${partition}:ecr:${new Given(base, "source.containerImage", { as: baseRepository })}`,
          ]),
        ]
      : []),
  ];
}

const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const push = ["ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"];

const ecrImage = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;

/** Whether a base image may be in a private registry of ECR: then the instances must be able to pull it. */
const mayBePrivate = (image: unknown): boolean => typeof image !== "string" || ecrImage.test(image);

/** The end of the ARN of a base image's repository, from its region on. */
function baseRepository(image: string): string {
  // An image that turns out to be in another registry needs no permission: then this names what doesn't exist.
  const [, account = "000000000000", region = "*", repository = "none"] = ecrImage.exec(image) ?? [];
  return `${region}:${account}:repository/${repository}`;
}

/** Where the logs of builds go in a bucket. */
export const defaultLogPrefix = "imagebuilder";

/** Logs fail silently without these. */
function logStatements({ args, partition }: Context): Statement[] {
  const logs = args.build?.logs;
  if (logs === undefined) return [];
  const bucket = new Given(logs.bucketName, "build.logs.bucketName");
  const prefix = new Given(logs.keyPrefix ?? defaultLogPrefix, "build.logs.keyPrefix");
  return [
    allow("WriteLogs", ["s3:PutObject"], [text`arn:${partition}:s3:::${bucket}/${prefix}/*`]),
    ...(logs.kmsKeyArn === undefined
      ? []
      : [
          allow(
            "EncryptLogs",
            ["kms:GenerateDataKey"],
            [new Given(logs.kmsKeyArn, "build.logs.kmsKeyArn", { form: kmsKeyArn })],
          ),
        ]),
  ];
}
