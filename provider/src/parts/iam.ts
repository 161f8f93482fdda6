// Roles and their policies.

import type * as pulumi from "@pulumi/pulumi";
import { child, keyOfItem } from "../plan/child";
import type { ArgsOf, Child, Made } from "../plan/child";
import { text } from "../plan/deferred";
import type { Text } from "../plan/deferred";
import { Policy } from "../plan/policy";
import type { Statement } from "../plan/policy";

export type Role = Made<"aws:iam/role:Role">;
type RoleArgs = ArgsOf<"aws:iam/role:Role">;

export const role = (key: string, args: RoleArgs, options: Partial<Child> = {}): Role =>
  child({ ...options, key, type: "aws:iam/role:Role", args });

/** The trust of a role that a service assumes. */
export const serviceTrust = (service: string, condition?: Record<string, Record<string, Text>>): Policy =>
  new Policy("trust", [
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: service },
      ...(condition !== undefined && { Condition: condition }),
    },
  ]);

export const inlinePolicy = (
  key: string,
  of: Role,
  policy: readonly Statement[] | Text,
  // A name of its own: a second one, made after an interruption, would stay beside the first.
  { name = key, ...options }: Partial<Child> & { name?: string } = {},
): Made<"aws:iam/rolePolicy:RolePolicy"> =>
  child({
    ...options,
    key,
    type: "aws:iam/rolePolicy:RolePolicy",
    args: { name, role: of.out.name, policy: isStatements(policy) ? new Policy("inline", policy) : policy },
  });

const isStatements = (policy: readonly Statement[] | Text): policy is readonly Statement[] =>
  Array.isArray(policy);

export type Attachment = Made<"aws:iam/rolePolicyAttachment:RolePolicyAttachment">;

export const attachment = (key: string, to: Role, policyArn: Text): Attachment =>
  child({
    key,
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    args: { role: to.out.name, policyArn },
  });

/** Policies of the user's, further to ours. */
export const attachments = (
  key: string,
  to: Role,
  arns: readonly pulumi.Input<string>[] | undefined,
): Attachment[] => (arns ?? []).map((arn, index) => attachment(`${key}-${keyOfItem(arn, index)}`, to, arn));

/** The ARN of a policy that AWS manages. */
export const managedPolicyArn = (partition: Text, name: string): Text =>
  text`arn:${partition}:iam::aws:policy/${name}`;
