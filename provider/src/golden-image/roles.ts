// The roles of a golden image: of the instances that build and test, of Image Builder itself where it needs one, and
// of the lifecycle policy. https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-iam-awsmanpol.html

import * as pulumi from "@pulumi/pulumi";
import { Interpolated, Ref, keyOfItem } from "../plan/child";
import type { Child } from "../plan/child";
import { Given, Policy, keyArn } from "../plan/policy";
import { partitionId } from "../checks/service-model/model";
import type { Context, GoldenImageArgs } from "./args";
import { furtherRepositories, parametersToWrite } from "./distribution";
import { makesRepository } from "./repository";
import { needsOf, parameterArn } from "./workflow-permissions";

const instancePolicies = ["AmazonSSMManagedInstanceCore", "EC2InstanceProfileForImageBuilder"];
const executionPolicy = "EC2ImageBuilderExecutionPolicy";
const lifecyclePolicy = "service-role/EC2ImageBuilderLifecycleExecutionPolicy";

export interface Statement {
  Sid: string;
  Effect: "Allow";
  Action: string[];
  Resource: unknown[];
}

export const partitionOf = ({ place }: Context): pulumi.Output<string> =>
  pulumi.output(place.region).apply(partitionId);

/** The role and instance profile of the instances, unless an instance profile is given. */
export function planInstanceRole(context: Context): Child[] {
  const { args } = context;
  if (args.build?.instanceProfileName !== undefined) return [];
  const statements = [...repositoryStatements(context), ...logStatements(context)];
  return [
    role(context, "role", "Instances on which EC2 Image Builder builds and tests", "ec2.amazonaws.com"),
    ...instancePolicies.map((policy) => attachment(context, "role", `policy-${policy}`, policy)),
    ...givenPolicies("role", "extra-policy", args.build?.policyArns),
    ...(statements.length === 0 ? [] : [inlinePolicy("role", "role-policy", statements)]),
    {
      key: "instance-profile",
      type: "aws:iam/instanceProfile:InstanceProfile",
      args: { role: new Ref("role", "name"), path: args.build?.rolePath, tags: args.tags },
    },
  ];
}

/** What whoever uses a role must wait for: without its permissions, builds fail late and oddly. */
export const permissionKeys = (children: readonly Child[]): string[] =>
  children
    .filter(({ type }) => type !== "aws:iam/role:Role" && type !== "aws:iam/instanceProfile:InstanceProfile")
    .map(({ key }) => key);

/**
 * Image Builder's own role: for workflows, for parameters that its service-linked role may not read or write, and for
 * policies that the user gives it.
 */
export function planExecutionRole(context: Context): Child[] {
  if (!makesExecutionRole(context)) return [];
  const parameter = (region: pulumi.Input<string>, name: pulumi.Input<string>, path: string): Given =>
    new Given(
      pulumi
        .all([name, partitionOf(context), region, context.place.account()])
        .apply(([text, partition, at, account]) => parameterArn(text, { partition, region: at, account })),
      path,
    );
  const written = parametersToWrite(context).map(({ region, parameterName, path }) =>
    parameter(region, parameterName, path),
  );
  const read = parametersToRead(context.args).map(({ name, path }) =>
    parameter(context.place.region, name, path),
  );
  const policies: [key: string, statements: Statement[]][] = [
    ["execution-parameters", allowed("WriteParameters", ["ssm:PutParameter"], written)],
    ["execution-source", allowed("ReadParameters", ["ssm:GetParameter"], read)],
    ["execution-steps", stepStatements(context)],
  ];
  return [
    serviceRole(context, "execution-role", "EC2 Image Builder, while it carries out the pipeline"),
    attachment(context, "execution-role", "execution-policy", executionPolicy),
    ...givenPolicies("execution-role", "execution-policy", context.args.executionPolicyArns),
    ...policies
      .filter(([, statements]) => statements.length > 0)
      .map(([key, statements]) => inlinePolicy("execution-role", key, statements)),
  ];
}

const makesExecutionRole = (context: Context): boolean => {
  const { executionRoleArn, executionPolicyArns = [], workflows = [] } = context.args;
  return (
    executionRoleArn === undefined &&
    [workflows, executionPolicyArns, parametersToWrite(context), parametersToRead(context.args)].some(
      (reasons) => reasons.length > 0,
    )
  );
};

/**
 * Parameters that name an AMI to start from, outside of what the service-linked role may read.
 * https://docs.aws.amazon.com/imagebuilder/latest/userguide/tutorial-ssm-parameters-recipe.html
 */
function parametersToRead({
  source,
  container,
}: GoldenImageArgs): { name: pulumi.Input<string>; path: string }[] {
  const image = container?.instanceImage;
  const ofInstance = typeof image === "string" && image.startsWith("ssm:") ? image.slice(4) : undefined;
  return [
    { name: source.ssmParameter as pulumi.Input<string> | undefined, path: "source.ssmParameter" },
    { name: ofInstance, path: "container.instanceImage" },
  ].flatMap(({ name, path }) =>
    name === undefined || (typeof name === "string" && isReadableByAll(name)) ? [] : [{ name, path }],
  );
}

/** Whether the service-linked role, and AWS's managed policy for execution roles, may read a parameter. */
const isReadableByAll = (name: string): boolean =>
  /^(arn:[^:]+:ssm:[^:]*:[^:]*:parameter)?\/(aws\/service|imagebuilder)\//.test(name);

/** What the steps of own workflows act on, by exact names. */
function stepStatements(context: Context): Statement[] {
  const where = pulumi.all([partitionOf(context), context.place.region, context.place.account()]);
  const statements = new Map<string, Statement>();
  const granted = new Set<string>();
  const twice = (grant: string): boolean => granted.size === granted.add(grant).size;
  (context.args.workflows ?? []).forEach((workflow, index) => {
    for (const { named, target } of needsOf(workflow) ?? []) {
      if (named === undefined) continue;
      for (const { sid, action, resource } of target.grants) {
        const statement = statements.get(sid) ?? allow(sid, [action], []);
        statements.set(sid, statement);
        if (typeof named === "string" && twice(`${sid} ${named}`)) continue;
        statement.Resource.push(
          pulumi.all([named, where]).apply(([name, [partition, region, account]]) => {
            // A rule has refused what was known before; no other text may reach a policy.
            if (!target.pattern.test(name)) throw new Error(`workflows[${index}]: must name ${target.form}`);
            return resource(name, { partition, region, account });
          }),
        );
      }
    }
  });
  return [...statements.values()].sort((a, b) => (a.Sid < b.Sid ? -1 : 1));
}

export function executionRole(context: Context): unknown {
  return makesExecutionRole(context) ? new Ref("execution-role", "arn") : context.args.executionRoleArn;
}

/** The lifecycle policy's role, unless one is given. */
export function planLifecycleRole(context: Context): Child[] {
  const { lifecycle } = context.args;
  if (lifecycle === undefined || lifecycle.roleArn !== undefined) return [];
  return [
    serviceRole(context, "lifecycle-role", "EC2 Image Builder, while it cleans up old images"),
    attachment(context, "lifecycle-role", "lifecycle-role-policy", lifecyclePolicy),
  ];
}

export function role(
  context: Context,
  key: string,
  description: string,
  service: string,
  condition?: unknown,
): Child {
  const { build, tags } = context.args;
  const trust = {
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { Service: service },
    ...(condition !== undefined && { Condition: condition }),
  };
  return {
    key,
    type: "aws:iam/role:Role",
    args: {
      description,
      assumeRolePolicy: new Policy("trust", [trust]),
      path: build?.rolePath,
      permissionsBoundary: build?.permissionsBoundaryArn,
      tags,
    },
  };
}

/** A role for Image Builder itself, on behalf of this account alone. */
const serviceRole = (context: Context, key: string, description: string): Child =>
  role(context, key, description, "imagebuilder.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": context.place.account() },
  });

function attachment(context: Context, roleKey: string, key: string, policy: string): Child {
  return {
    key,
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    args: {
      role: new Ref(roleKey, "name"),
      policyArn: pulumi.interpolate`arn:${partitionOf(context)}:iam::aws:policy/${policy}`,
    },
  };
}

/** Policies of the user's, further to ours. */
const givenPolicies = (
  roleKey: string,
  key: string,
  arns: readonly pulumi.Input<string>[] | undefined,
): Child[] =>
  (arns ?? []).map((arn, index) => ({
    key: `${key}-${keyOfItem(arn, index)}`,
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    args: { role: new Ref(roleKey, "name"), policyArn: arn },
  }));

export function inlinePolicy(roleKey: string, key: string, statements: readonly Statement[]): Child {
  return {
    key,
    type: "aws:iam/rolePolicy:RolePolicy",
    // A name of its own: a second one, made after an interruption, would stay beside the first.
    args: {
      name: key,
      role: new Ref(roleKey, "id"),
      policy: new Policy("inline", statements),
    },
  };
}

const allow = (Sid: string, Action: string[], Resource: unknown[]): Statement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
});

/** A statement, where there is something to allow. */
const allowed = (Sid: string, Action: string[], Resource: unknown[]): Statement[] =>
  Resource.length === 0 ? [] : [allow(Sid, Action, Resource)];

/** Pull and push on the repositories that receive the image, rather than the managed policy for all of them. */
function repositoryStatements(context: Context): Statement[] {
  const { args, place } = context;
  if (args.container === undefined) return [];
  const partition = partitionOf(context);
  const arnOf = (region: unknown, name: unknown, path: string): Interpolated =>
    new Interpolated([
      ...["arn:", partition, ":ecr:", region, ":", place.account(), ":repository/"],
      new Given(name, path),
    ]);
  const repositories = [
    makesRepository(context)
      ? new Ref("repository", "arn")
      : arnOf(place.region, args.container.repositoryName, "container.repositoryName"),
    ...furtherRepositories(context).map(({ region, repositoryName, path }) =>
      arnOf(region, repositoryName, path),
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
            new Interpolated([
              ...["arn:", partition, ":ecr:"],
              new Given(base, "source.containerImage", { as: baseRepository }),
            ]),
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

/** Logs fail silently without these. */
function logStatements(context: Context): Statement[] {
  const logs = context.args.build?.logs;
  if (logs === undefined) return [];
  const objects = new Interpolated([
    ...["arn:", partitionOf(context), ":s3:::", new Given(logs.bucketName, "build.logs.bucketName"), "/"],
    ...[new Given(logs.keyPrefix ?? defaultLogPrefix, "build.logs.keyPrefix"), "/*"],
  ]);
  return [
    allow("WriteLogs", ["s3:PutObject"], [objects]),
    ...(logs.kmsKeyArn === undefined
      ? []
      : [
          allow(
            "EncryptLogs",
            ["kms:GenerateDataKey"],
            [new Given(logs.kmsKeyArn, "build.logs.kmsKeyArn", { form: keyArn })],
          ),
        ]),
  ];
}

export const defaultLogPrefix = "imagebuilder";
