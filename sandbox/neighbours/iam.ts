import { AwsError } from "../image-builder/errors";
import type { Recorded } from "../image-builder/records";
import type { World } from "../image-builder/world";
import type { Rules } from ".";
import { inAccount } from "./others";

const roleType = "aws:iam/role:Role";
const profileType = "aws:iam/instanceProfile:InstanceProfile";
const policyType = "aws:iam/policy:Policy";
const inlineType = "aws:iam/rolePolicy:RolePolicy";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

/** Names are unique in the account, whatever the path. */
const named =
  (kind: string): Rules["create"] =>
  (made, world) =>
    inAccount(world, made, made.type).some(({ properties }) => properties.name === made.properties.name)
      ? new AwsError(
          "EntityAlreadyExists",
          `${kind} with name ${String(made.properties.name)} already exists.`,
          409,
        )
      : undefined;

const conflict = (message: string): AwsError => new AwsError("DeleteConflict", message, 409);

const ofRole = (world: World, role: Recorded, type: string): Recorded[] =>
  inAccount(world, role, type).filter(({ properties }) => properties.role === role.id);

export const iam: Readonly<Record<string, Rules>> = {
  [roleType]: {
    create: named("Role"),
    // As the provider does: the role leaves its instance profiles, and what it manages itself goes with it.
    beforeDelete(role, world) {
      for (const profile of ofRole(world, role, profileType)) {
        const { role: _role, ...properties } = profile.properties;
        world.records.put(profileType, profile.id, { ...profile, properties });
      }
      if (role.properties.forceDetachPolicies === true) {
        for (const { type, id } of [inlineType, attachmentType].flatMap((each) =>
          ofRole(world, role, each),
        )) {
          world.records.delete(type, id, { account: role.account });
        }
      }
    },
    delete(role, world) {
      if (ofRole(world, role, attachmentType).length > 0) {
        return conflict("Cannot delete entity, must detach all policies first.");
      }
      return ofRole(world, role, inlineType).length > 0
        ? conflict("Cannot delete entity, must delete policies first.")
        : undefined;
    },
  },
  [profileType]: { create: named("Instance Profile") },
  [policyType]: {
    create: named("Policy"),
    delete: (policy, world) =>
      inAccount(world, policy, attachmentType).some(({ properties }) => properties.policyArn === policy.id)
        ? conflict("Cannot delete a policy attached to entities.")
        : undefined,
  },
};
