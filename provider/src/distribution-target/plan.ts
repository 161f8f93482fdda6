// Which children a receiving account has. Pure.

import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../aws/account";
import type { Structured } from "../plan/structured";
import type * as contract from "../checks/schema/generated/types";
import { Interpolated, Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { checkedTexts, keyArn, policyJson } from "../plan/policy";
import {
  distributionPolicy,
  distributionRoleName,
  distributionTrust,
  keyPolicyStatements,
  lifecycleRoleName,
  lifecycleTrust,
  managedPolicies,
} from "./roles";
import type { Target } from "./roles";
import { stackSetTemplate } from "./template";

export type DistributionTargetArgs = Structured<contract.DistributionTargetArgs>;

export const roleKey = "role";
export const lifecycleRoleKey = "lifecycle-role";

/** Any account, to see how long the policies get before it is there to ask AWS in which one it is. */
const anyAccount: Account = { id: "000000000000", partition: "aws" };

export const previewDistributionTarget = (args: DistributionTargetArgs): Child[] =>
  planDistributionTarget(args, pulumi.output(anyAccount));

export function planDistributionTarget(
  args: DistributionTargetArgs,
  account: pulumi.Output<Account>,
): Child[] {
  const known = pulumi.all([targetOf(args), account]);
  return [
    {
      key: roleKey,
      type: "aws:iam/role:Role",
      args: {
        name: distributionRoleName,
        description: "Lets EC2 Image Builder deliver AMIs into this account",
        assumeRolePolicy: known.apply((both) => policyJson(distributionTrust(...both).Statement)),
        tags: args.tags,
      },
      // Image Builder asks for this very name.
      origins: { name: "sourceAccountIds", assumeRolePolicy: "sourceAccountIds" },
    },
    ...(args.managedPolicy === true
      ? [managed(`${roleKey}-managed-policy`, roleKey, managedPolicies.distribution, account)]
      : []),
    ...(hasPolicy(args)
      ? [
          {
            key: `${roleKey}-policy`,
            type: "aws:iam/rolePolicy:RolePolicy",
            args: {
              name: "distribution",
              role: new Ref(roleKey, "name"),
              policy: known.apply((both) => policyJson(distributionPolicy(...both)?.Statement ?? [])),
            },
            origins: {
              policy: (["parameterNames", "launchTemplateIds", "kmsKeyArns", "regions"] as const)
                .filter((list) => args[list] !== undefined)
                .join(", "),
            },
          } satisfies Child,
        ]
      : []),
    ...(args.lifecycle === true ? planLifecycleRole(args, account) : []),
  ];
}

function planLifecycleRole(args: DistributionTargetArgs, account: pulumi.Output<Account>): Child[] {
  return [
    {
      key: lifecycleRoleKey,
      type: "aws:iam/role:Role",
      args: {
        name: lifecycleRoleName,
        description: "Lets lifecycle policies of EC2 Image Builder clean up AMIs in this account",
        assumeRolePolicy: targetOf(args).apply((target) => policyJson(lifecycleTrust(target).Statement)),
        tags: args.tags,
      },
      origins: { name: "lifecycle", assumeRolePolicy: "sourceAccountIds" },
    },
    // It acts on what is tagged as made by Image Builder, and on nothing else.
    managed(`${lifecycleRoleKey}-policy`, lifecycleRoleKey, managedPolicies.lifecycle, account),
  ];
}

const managed = (key: string, role: string, policy: string, account: pulumi.Output<Account>): Child => ({
  key,
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  args: {
    role: new Ref(role, "name"),
    policyArn: new Interpolated([
      "arn:",
      account.apply(({ partition }) => partition),
      `:iam::aws:policy/${policy}`,
    ]),
  },
});

/** With AWS's own policy, there may be nothing left to say. */
const hasPolicy = (args: DistributionTargetArgs): boolean =>
  args.managedPolicy !== true ||
  [args.kmsKeyArns, args.parameterNames, args.launchTemplateIds].some((list) => list !== undefined);

export const keyPolicyText = (account: pulumi.Output<Account>): pulumi.Output<string> =>
  account.apply((known) => JSON.stringify(keyPolicyStatements(known)));

export const templateText = (args: DistributionTargetArgs): pulumi.Output<string> =>
  pulumi
    .all([targetOf(args), pulumi.output(args.lifecycle), pulumi.output(args.tags)])
    .apply(([target, lifecycle, tags]) => stackSetTemplate({ ...target, lifecycle, tags }));

function targetOf(args: DistributionTargetArgs): pulumi.Output<Target> {
  const { sourceAccountIds, kmsKeyArns, parameterNames, launchTemplateIds, regions, managedPolicy } = args;
  return pulumi
    .output({ sourceAccountIds, kmsKeyArns, parameterNames, launchTemplateIds, regions, managedPolicy })
    .apply(({ managedPolicy: isManaged, ...lists }) => ({
      ...(Object.fromEntries(
        Object.entries(lists).map(([name, list]) => [
          name,
          list && checkedTexts(name, [...list].sort(), name === "kmsKeyArns" ? keyArn : undefined),
        ]),
      ) as unknown as Target),
      managedPolicy: isManaged,
    }));
}
