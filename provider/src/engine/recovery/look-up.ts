// Finds at AWS, by its tag, what is missing.

import * as pulumi from "@pulumi/pulumi";
import { Ref } from "../../plan/deferred";
import type { Child, ChildType } from "../../plan/child";
import { resourceTag, resourceTagValue } from "../../checks/own-tag";
import { nameInArn } from "../ownership";
import type { Gaps } from "./orphans";

const roleType: ChildType = "aws:iam/role:Role";
const profileType: ChildType = "aws:iam/instanceProfile:InstanceProfile";
const keyType: ChildType = "aws:kms/key:Key";

/** The ARNs of what is there, by the keys of children; `failed` hears why some of it can't be looked up. */
export async function lookUp(
  gaps: Gaps,
  options: pulumi.InvokeOptions,
  failed: (error: unknown) => void,
): Promise<Map<string, string>> {
  const { missing } = gaps;
  const found = new Map<string, string>();
  const take = ({ key }: Child, [arn]: readonly string[]): void => {
    if (arn !== undefined) found.set(key, arn);
  };

  const indexed = missing.filter(({ type }) => type !== roleType && type !== profileType);
  for (const region of new Set(indexed.map(({ args }) => args.region))) {
    const there = indexed.filter(({ args }) => args.region === region);
    const look = async (): Promise<void> => {
      // Cast: children have texts for regions, but for Outputs, which are found nowhere.
      const tagged = await taggedIn(region as string | undefined, there.map(tagValueIn(gaps)), options);
      for (const one of there) {
        const arns = tagged.get(tagValueIn(gaps)(one)) ?? [];
        take(one, one.type === keyType ? await keptKeys(arns, options) : arns);
      }
    };
    await look().catch(failed);
  }
  // The index has none of IAM's roles, and its instance profiles in one region only.
  for (const one of missing.filter(({ type }) => type === roleType)) {
    await rolesLike(gaps, one, options).then((arns) => take(one, arns), failed);
  }
  for (const one of missing.filter(({ type }) => type === profileType)) {
    const { role } = one.args;
    if (!(role instanceof Ref)) continue;
    const roleArn = found.get(role.key) ?? gaps.knownArn(role.key);
    if (roleArn === undefined) continue;
    await profilesLike(gaps, one, nameInArn(roleArn), options).then((arns) => take(one, arns), failed);
  }
  return found;
}

const tagValueIn =
  ({ ownership }: Gaps) =>
  ({ key }: Child): string =>
    resourceTagValue(ownership, key);

// The functions of @pulumi/aws are loaded only where something is missing.

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagFilter.html */
const mostValuesAtOnce = 20;

/** ARNs by the values of the tag. */
async function taggedIn(
  region: string | undefined,
  values: readonly string[],
  options: pulumi.InvokeOptions,
): Promise<Map<string, string[]>> {
  const { getResources } =
    require("@pulumi/aws/resourcegroupstaggingapi/getResources") as typeof import("@pulumi/aws/resourcegroupstaggingapi/getResources");
  const arns = new Map<string, string[]>();
  for (let first = 0; first < values.length; first += mostValuesAtOnce) {
    const tagFilters = [{ key: resourceTag, values: values.slice(first, first + mostValuesAtOnce) }];
    const { resourceTagMappingLists } = await getResources(
      { tagFilters, ...(region && { region }) },
      options,
    );
    for (const { resourceArn, tags } of resourceTagMappingLists) {
      const value = tags[resourceTag] ?? "";
      arns.set(value, [...(arns.get(value) ?? []), resourceArn]);
    }
  }
  return arns;
}

/** A key stays for weeks after it was deleted. */
async function keptKeys(arns: readonly string[], options: pulumi.InvokeOptions): Promise<string[]> {
  const { getKey } = require("@pulumi/aws/kms/getKey") as typeof import("@pulumi/aws/kms/getKey");
  const keys = await Promise.all(
    arns.map((keyId) => getKey({ keyId, region: keyId.split(":")[3] ?? "" }, options)),
  );
  return keys.filter(({ keyState }) => keyState !== "PendingDeletion").map(({ arn }) => arn);
}

async function rolesLike(gaps: Gaps, one: Child, options: pulumi.InvokeOptions): Promise<string[]> {
  const { getRoles } = require("@pulumi/aws/iam/getRoles") as typeof import("@pulumi/aws/iam/getRoles");
  const { getRole } = require("@pulumi/aws/iam/getRole") as typeof import("@pulumi/aws/iam/getRole");
  const { key, args } = one;
  // Pulumi's own names have the resource's in them.
  const nameRegex = typeof args.name === "string" ? `^${quoted(args.name)}$` : quoted(gaps.resourceName(key));
  const { names } = await getRoles({ nameRegex }, options);
  const roles = await Promise.all(names.map((name) => getRole({ name }, options)));
  return roles.filter(({ tags }) => tags[resourceTag] === tagValueIn(gaps)(one)).map(({ arn }) => arn);
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** No look-up tells their tags, but one of such a name that has the component's own role is its own, too. */
async function profilesLike(
  { resourceName }: Gaps,
  { key }: Child,
  roleName: string,
  options: pulumi.InvokeOptions,
): Promise<string[]> {
  const { getInstanceProfiles } =
    require("@pulumi/aws/iam/getInstanceProfiles") as typeof import("@pulumi/aws/iam/getInstanceProfiles");
  const { arns } = await getInstanceProfiles({ roleName }, options);
  return arns.filter((arn) => nameInArn(arn).includes(resourceName(key)));
}
