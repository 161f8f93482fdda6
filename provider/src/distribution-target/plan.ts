// Which children a receiving account has. Pure.

import { kmsKeyArn } from "../checks/identifiers";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import type * as contract from "../checks/schema/generated/types";
import { account } from "../parts/account";
import { attachment, inlinePolicy, managedPolicyArn, role } from "../parts/iam";
import type { Attachment, Role } from "../parts/iam";
import type { Child } from "../plan/child";
import { derived } from "../plan/deferred";
import type { Plan } from "../plan/plan";
import { checkedTexts, policyJson } from "../plan/policy";
import type { Structured } from "../plan/structured";
import {
  distributionPolicy,
  distributionRoleName,
  distributionTrust,
  keyPolicyStatements,
  lifecycleRoleName,
  lifecycleTrust,
  managedPolicies,
} from "./roles";
import type { Policy, Target } from "./roles";
import { stackSetTemplate } from "./template";

export type DistributionTargetArgs = Structured<contract.DistributionTargetArgs>;

export function planDistributionTarget(
  args: DistributionTargetArgs,
): Plan<contract.DistributionTargetOutputs> {
  const target = targetOf(args);
  const inAccount = (policy: (target: Target, account: Account) => Policy | undefined) =>
    derived([target, account], ([known, here]) => policyJson(policy(known, here)?.Statement ?? []));
  const distribution = role(
    "role",
    {
      name: distributionRoleName,
      description: "Lets EC2 Image Builder deliver AMIs into this account",
      assumeRolePolicy: inAccount(distributionTrust),
      tags: args.tags,
    },
    // Image Builder asks for this very name.
    { origins: { name: "sourceAccountIds", assumeRolePolicy: "sourceAccountIds" } },
  );
  const permissions: Child[] = [];
  if (args.managedPolicy === true) {
    permissions.push(managed("role-managed-policy", distribution, managedPolicies.distribution));
  }
  if (hasPolicy(args)) {
    permissions.push(
      inlinePolicy("role-policy", distribution, inAccount(distributionPolicy), {
        name: "distribution",
        origins: { policy: granting.filter((list) => args[list] !== undefined).join(", ") },
      }),
    );
  }
  const lifecycle = args.lifecycle === true ? planLifecycle(args, target) : undefined;
  return {
    children: [distribution, ...permissions, ...(lifecycle?.children ?? [])],
    outputs: {
      roleArn: distribution.out.arn,
      lifecycleRoleArn: lifecycle?.role.out.arn,
      // By way of the role: KMS refuses a policy that names a role which doesn't exist yet.
      keyPolicyStatements: derived([account, distribution.out.arn], ([here]) =>
        JSON.stringify(keyPolicyStatements(here)),
      ),
      stackSetTemplate: derived([target, pulumi.output(args.tags)], ([known, tags]) =>
        stackSetTemplate({ ...known, lifecycle: lifecycle !== undefined, tags }),
      ),
    },
  };
}

/** The inputs that the policy of the role is made of. */
const granting = ["parameterNames", "launchTemplateIds", "kmsKeyArns", "regions"] as const;

function planLifecycle(
  args: DistributionTargetArgs,
  target: pulumi.Output<Target>,
): { role: Role; children: Child[] } {
  const made = role(
    "lifecycle-role",
    {
      name: lifecycleRoleName,
      description: "Lets lifecycle policies of EC2 Image Builder clean up AMIs in this account",
      assumeRolePolicy: target.apply((known) => policyJson(lifecycleTrust(known).Statement)),
      tags: args.tags,
    },
    { origins: { name: "lifecycle", assumeRolePolicy: "sourceAccountIds" } },
  );
  // It acts on what is tagged as made by Image Builder, and on nothing else.
  const policy = managed("lifecycle-role-policy", made, managedPolicies.lifecycle);
  return { role: made, children: [made, policy] };
}

const managed = (key: string, to: Role, policy: string): Attachment =>
  attachment(
    key,
    to,
    managedPolicyArn(
      derived([account], ([{ partition }]) => partition),
      policy,
    ),
  );

/** With AWS's own policy, there may be nothing left to say. */
const hasPolicy = (args: DistributionTargetArgs): boolean =>
  args.managedPolicy !== true ||
  [args.kmsKeyArns, args.parameterNames, args.launchTemplateIds].some((list) => list !== undefined);

function targetOf(args: DistributionTargetArgs): pulumi.Output<Target> {
  const { sourceAccountIds, kmsKeyArns, parameterNames, launchTemplateIds, regions, managedPolicy } = args;
  const checked = (name: string, list: string[]): string[] =>
    checkedTexts(name, [...list].sort(), name === "kmsKeyArns" ? kmsKeyArn : undefined);
  const some = (name: string, list: string[] | undefined): string[] | undefined =>
    list && checked(name, list);
  return pulumi
    .output({ sourceAccountIds, kmsKeyArns, parameterNames, launchTemplateIds, regions, managedPolicy })
    .apply((known) => ({
      sourceAccountIds: checked("sourceAccountIds", known.sourceAccountIds),
      kmsKeyArns: some("kmsKeyArns", known.kmsKeyArns),
      parameterNames: some("parameterNames", known.parameterNames),
      launchTemplateIds: some("launchTemplateIds", known.launchTemplateIds),
      regions: some("regions", known.regions),
      managedPolicy: known.managedPolicy,
    }));
}
