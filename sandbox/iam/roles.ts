// What a service may do with a role, by the roles and policies that the stand-in for the aws plugin has written down.

import type { Place } from "../image-builder/arns";
import type { Records, Recorded } from "../image-builder/records";
import { type Access, allows, type Policy } from "./policies";
import { managedPolicies } from "./managed-policies";

export interface Use extends Place, Omit<Access, "service"> {
  readonly service: string;
  readonly roleArn: string | undefined;
}

/** Why a service can't do what it is about to do with a role; undefined where it can. */
export function roleRefusal(records: Records, use: Use): string | undefined {
  const { service, roleArn, account, action, resource } = use;
  const role = roleNamed(records, roleArn?.split("/").at(-1), account);
  if (role === undefined) {
    return `The role ${roleArn} does not exist`;
  }
  const context = { ...use.context, "aws:SourceAccount": account };
  const trust = policyOf(role.properties.assumeRolePolicy);
  if (!allows([trust], { action: "sts:AssumeRole", service, context })) {
    return `${service} is not allowed to assume the role ${roleArn}`;
  }
  if (!allows(policiesOf(records, role), { action, resource, context })) {
    return `The role ${roleArn} is not authorized to perform: ${action} on resource: ${resource}`;
  }
  return undefined;
}

export const roleNamed = (
  records: Records,
  name: string | undefined,
  account: string,
): Recorded | undefined =>
  name === undefined ? undefined : records.get("aws:iam/role:Role", name, { account });

const policyOf = (text: unknown): Policy => JSON.parse(String(text)) as Policy;

function policiesOf(records: Records, { id, account }: Recorded): Policy[] {
  const ofRole = (type: string): Recorded[] =>
    records.list(type).filter((each) => each.account === account && each.properties.role === id);
  return [
    ...ofRole("aws:iam/rolePolicy:RolePolicy").map(({ properties }) => policyOf(properties.policy)),
    ...ofRole("aws:iam/rolePolicyAttachment:RolePolicyAttachment").flatMap(({ properties }) => {
      const arn = String(properties.policyArn);
      const own = records.get("aws:iam/policy:Policy", arn, { account })?.properties.policy;
      return own === undefined ? (managedPolicies[arn.split(":policy/")[1] ?? ""] ?? []) : [policyOf(own)];
    }),
  ];
}
