// The roles as a CloudFormation template: the same in every account, so that a StackSet can deploy it into many.

import type { Account } from "../aws/account";
import { isPlainObject } from "../protocol/values";
import {
  distributionPolicy,
  distributionRoleName,
  distributionTrust,
  lifecycleRoleName,
  lifecycleTrust,
  managedPolicies,
} from "./roles";
import type { Policy, Target } from "./roles";

const wherever: Account = { id: "${AWS::AccountId}", partition: "${AWS::Partition}" };

export interface TemplateSettings extends Target {
  lifecycle?: boolean;
  tags?: Record<string, string>;
}

/** IAM is global: a stack in one region of an account is enough. */
export function stackSetTemplate(settings: TemplateSettings): string {
  const inline = distributionPolicy(settings, wherever);
  const resources = {
    DistributionRole: role(distributionRoleName, distributionTrust(settings, wherever), settings, {
      ManagedPolicyArns:
        settings.managedPolicy === true ? [managedArn(managedPolicies.distribution)] : undefined,
      Policies: inline && [{ PolicyName: "Distribution", PolicyDocument: inline }],
    }),
    ...(settings.lifecycle === true && {
      LifecycleRole: role(lifecycleRoleName, lifecycleTrust(settings), settings, {
        ManagedPolicyArns: [managedArn(managedPolicies.lifecycle)],
      }),
    }),
  };
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Lets EC2 Image Builder deliver AMIs into this account",
    Resources: resources,
  };
  return JSON.stringify(template, undefined, 2);
}

const managedArn = (name: string): string => `arn:${wherever.partition}:iam::aws:policy/${name}`;

function role(
  name: string,
  trust: Policy,
  { tags }: TemplateSettings,
  policies: Record<string, unknown>,
): unknown {
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: name,
      // Cast: what is substituted in an object is an object again.
      ...(substituted({ AssumeRolePolicyDocument: trust, ...policies }) as object),
      // As they are: what looks like a pseudo parameter in a user's tag is none.
      Tags:
        tags &&
        Object.entries(tags)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([Key, Value]) => ({ Key, Value })),
    },
  };
}

/** What has a pseudo parameter of CloudFormation's in it becomes a substitution. */
function substituted(value: unknown): unknown {
  if (typeof value === "string") return value.includes("${AWS::") ? { "Fn::Sub": value } : value;
  if (Array.isArray(value)) return value.map(substituted);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, substituted(inner)]));
}
