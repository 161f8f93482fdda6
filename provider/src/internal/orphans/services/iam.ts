import { iamSdk } from "../../../aws/clients";
import { everyOf, mayBe, unlessGone } from "../found";
import type { Found, Kind, Search } from "../found";

type Client = ReturnType<Search["aws"]["iam"]>;

export const instanceProfile: Kind = {
  type: "aws:iam/instanceProfile:InstanceProfile",
  async find({ aws, region, children, childOf }) {
    const client = aws.iam(region);
    const { DeleteInstanceProfileCommand, ListInstanceProfileTagsCommand, paginateListInstanceProfiles } =
      iamSdk();
    const profiles = await everyOf(
      paginateListInstanceProfiles({ client }, {}),
      ({ InstanceProfiles }) => InstanceProfiles,
    );
    const found: Found[] = [];
    for (const { InstanceProfileName = "", Arn = "", Roles = [] } of profiles) {
      if (!mayBe(children, InstanceProfileName)) continue;
      const tagged = await unlessGone(
        client.send(new ListInstanceProfileTagsCommand({ InstanceProfileName })),
      );
      const child = childOf(tagged?.Tags);
      if (child === undefined) continue;
      found.push({
        child,
        called: Arn,
        identity: InstanceProfileName,
        async remove() {
          for (const { RoleName } of Roles) await leave(client, InstanceProfileName, RoleName);
          await client.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
        },
      });
    }
    return found;
  },
};

export const role: Kind = {
  type: "aws:iam/role:Role",
  async find({ aws, region, children, childOf }) {
    const client = aws.iam(region);
    const { ListRoleTagsCommand, paginateListRoles } = iamSdk();
    const found: Found[] = [];
    for (const { RoleName = "", RoleId = "", Arn = "" } of await everyOf(
      paginateListRoles({ client }, {}),
      ({ Roles }) => Roles,
    )) {
      if (!mayBe(children, RoleName)) continue;
      const tagged = await unlessGone(client.send(new ListRoleTagsCommand({ RoleName })));
      const child = childOf(tagged?.Tags);
      if (child === undefined) continue;
      found.push({ child, called: Arn, identity: RoleId, remove: () => removeRole(client, RoleName) });
    }
    return found;
  },
};

/** IAM deletes a role when nothing hangs on it. */
async function removeRole(client: Client, RoleName: string): Promise<void> {
  const sdk = iamSdk();
  const named = { RoleName };
  for (const { PolicyArn } of await everyOf(
    sdk.paginateListAttachedRolePolicies({ client }, named),
    ({ AttachedPolicies }) => AttachedPolicies,
  )) {
    await unlessGone(client.send(new sdk.DetachRolePolicyCommand({ ...named, PolicyArn })));
  }
  for (const PolicyName of await everyOf(
    sdk.paginateListRolePolicies({ client }, named),
    ({ PolicyNames }) => PolicyNames,
  )) {
    await unlessGone(client.send(new sdk.DeleteRolePolicyCommand({ ...named, PolicyName })));
  }
  for (const { InstanceProfileName } of await everyOf(
    sdk.paginateListInstanceProfilesForRole({ client }, named),
    ({ InstanceProfiles }) => InstanceProfiles,
  )) {
    await leave(client, InstanceProfileName, RoleName);
  }
  await client.send(new sdk.DeleteRoleCommand(named));
}

const leave = (client: Client, InstanceProfileName?: string, RoleName?: string): Promise<unknown> =>
  unlessGone(
    client.send(new (iamSdk().RemoveRoleFromInstanceProfileCommand)({ InstanceProfileName, RoleName })),
  );
