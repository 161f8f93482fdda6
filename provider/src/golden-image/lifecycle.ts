// What becomes of old images.

import type { imagebuilder as aws } from "@pulumi/aws/types/input";
import { child } from "../plan/child";
import type { Child, Fields } from "../plan/child";
import type { Ref, Text } from "../plan/deferred";
import { someTags } from "../plan/tags";
import type { Context, GoldenImageArgs } from "./args";
import { managedPolicy, planServiceRole } from "./roles";

type Lifecycle = NonNullable<GoldenImageArgs["lifecycle"]>;
type Deletion = NonNullable<Lifecycle["delete"]>;
type Detail = Fields<aws.LifecyclePolicyPolicyDetail>;

export interface PlannedLifecycle {
  children: Child[];
  policyArn: Ref<string>;
}

/** A lifecycle policy for the images of a recipe. */
export function planLifecycle(context: Context, recipeKey: string): PlannedLifecycle | undefined {
  const { name, args, decisions } = context;
  const { lifecycle } = args;
  if (lifecycle === undefined) return undefined;
  const role = planLifecycleRole(context, lifecycle);
  const policy = child({
    key: "lifecycle",
    type: "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy",
    args: {
      name,
      description: args.description,
      executionRole: role.arn,
      resourceType: decisions.container ? "CONTAINER_IMAGE" : "AMI_IMAGE",
      // Every version: each change of the image makes another.
      resourceSelection: { recipes: [{ name, semanticVersion: "x.x.x" }] },
      policyDetails: policyDetails(lifecycle, decisions.container),
      status: "ENABLED",
      tags: args.tags,
      region: args.region,
    },
    origins: {
      name: "name",
      description: "description",
      executionRole: "lifecycle.roleArn",
      ...origins(lifecycle),
      tags: "tags",
    },
    after: [...role.permissions, recipeKey],
  });
  return { children: [...role.children, policy], policyArn: policy.out.arn };
}

function planLifecycleRole(
  context: Context,
  { roleArn }: Lifecycle,
): { children: Child[]; arn: Text; permissions: string[] } {
  if (roleArn !== undefined) return { children: [], arn: roleArn, permissions: [] };
  const role = planServiceRole(context, "lifecycle-role", "EC2 Image Builder, while it cleans up old images");
  const policy = managedPolicy(
    context,
    "lifecycle-role-policy",
    role,
    "service-role/EC2ImageBuilderLifecycleExecutionPolicy",
  );
  return { children: [role, policy], arn: role.out.arn, permissions: [policy.key] };
}

function policyDetails(lifecycle: Lifecycle, container: boolean): Detail[] {
  const { deprecate, disable } = lifecycle;
  const detail = (type: string, when: Deletion | undefined, includeResources: Resources): Detail[] =>
    when === undefined
      ? []
      : [{ action: { type, includeResources }, filter: filter(when), exclusionRules: exclusions(lifecycle) }];
  // Without the resources only Image Builder's own record of an image would change, and its AMIs go on costing.
  return [
    ...detail("DEPRECATE", deprecate, { ...none, amis: true }),
    ...detail("DISABLE", disable, { ...none, amis: true }),
    ...detail(
      "DELETE",
      lifecycle.delete,
      container ? { ...none, containers: true } : { ...none, amis: true, snapshots: true },
    ),
  ];
}

/** All are said: the provider keeps one that is left out. */
interface Resources {
  amis: boolean;
  containers: boolean;
  snapshots: boolean;
}

const none: Resources = { amis: false, containers: false, snapshots: false };

function origins(lifecycle: Lifecycle): Record<string, string> {
  const actions = (["deprecate", "disable", "delete"] as const).filter(
    (action) => lifecycle[action] !== undefined,
  );
  const entries = actions.flatMap((action, index): [string, string][] => {
    const detail = `policyDetails[${index}]`;
    const own = `lifecycle.${action}`;
    const value =
      lifecycle.delete?.keepNewest !== undefined && action === "delete" ? "keepNewest" : "olderThan";
    return [
      [detail, own],
      [`${detail}.filter`, own],
      [`${detail}.filter.value`, `${own}.${value}`],
      [`${detail}.filter.retainAtLeast`, `${own}.keepAtLeast`],
      [`${detail}.exclusionRules.tagMap`, "lifecycle.excludeTags"],
      [`${detail}.exclusionRules.amis`, "lifecycle.excludeAmis"],
      [`${detail}.exclusionRules.amis.tagMap`, "lifecycle.excludeAmis.tags"],
      [`${detail}.exclusionRules.amis.lastLaunched`, "lifecycle.excludeAmis.lastLaunchedWithinDays"],
      [`${detail}.exclusionRules.amis.lastLaunched.value`, "lifecycle.excludeAmis.lastLaunchedWithinDays"],
    ];
  });
  return Object.fromEntries(entries);
}

function filter({ olderThan, unit, keepAtLeast, keepNewest }: Deletion): Detail["filter"] {
  if (keepNewest !== undefined) return { type: "COUNT", value: keepNewest };
  if (olderThan === undefined) throw new Error("unreachable: a rule wants an age or a count");
  return { type: "AGE", value: olderThan, unit, retainAtLeast: keepAtLeast };
}

function exclusions({ excludeTags, excludeAmis }: Lifecycle): Detail["exclusionRules"] {
  if (excludeTags === undefined && excludeAmis === undefined) return undefined;
  return {
    tagMap: someTags(excludeTags),
    amis: excludeAmis && {
      isPublic: excludeAmis.isPublic ?? false,
      regions: excludeAmis.regions,
      sharedAccounts: excludeAmis.sharedAccounts,
      tagMap: someTags(excludeAmis.tags),
      lastLaunched:
        excludeAmis.lastLaunchedWithinDays === undefined
          ? undefined
          : { unit: "DAYS", value: excludeAmis.lastLaunchedWithinDays },
    },
  };
}
