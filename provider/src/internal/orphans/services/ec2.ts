import { setTimeout as delay } from "node:timers/promises";
import { ec2Sdk } from "../../../aws/clients";
import { resourceTag } from "../../../checks/own-tag";
import { everyOf, unlessGone } from "../found";
import type { Found, Kind, Search, Tags } from "../found";

interface Listed {
  id?: string;
  tags?: Tags;
}

type Client = ReturnType<Search["aws"]["ec2"]>;
/** EC2 looks for the tag itself. */
interface Filtered {
  Filters: { Name: string; Values: string[] }[];
}

function finding(
  list: (client: Client, filtered: Filtered) => Promise<Listed[]>,
  remove: (client: Client, id: string) => Promise<unknown>,
): Kind["find"] {
  return async (search) => {
    const client = search.aws.ec2(search.region);
    const listed = await list(client, { Filters: [{ Name: "tag-key", Values: [resourceTag] }] });
    return listed.flatMap(({ id = "", tags }): Found[] => {
      const child = search.childOf(tags);
      if (child === undefined) return [];
      return [{ child, called: id, identity: id, remove: async () => void (await remove(client, id)) }];
    });
  };
}

export const endpoint: Kind = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  find: finding(
    async (client, filtered) => {
      const all = await everyOf(
        ec2Sdk().paginateDescribeVpcEndpoints({ client }, filtered),
        ({ VpcEndpoints }) => VpcEndpoints,
      );
      return all
        .filter(({ State }) => !isGoing(State))
        .map(({ VpcEndpointId, Tags }) => ({ id: VpcEndpointId, tags: Tags }));
    },
    async (client, id) => {
      const { DeleteVpcEndpointsCommand } = ec2Sdk();
      const { Unsuccessful = [] } = await client.send(
        new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }),
      );
      const [refused] = Unsuccessful;
      if (refused !== undefined) {
        const { Code = "Unsuccessful", Message = "" } = refused.Error ?? {};
        throw Object.assign(new Error(Message), { name: Code });
      }
      await untilGone(client, id);
    },
  ),
};

const isGoing = (state = ""): boolean => ["deleting", "deleted"].includes(state.toLowerCase());

const pollSeconds = 5;

/** Its network interfaces go minutes later, and until then its subnet and its security group stay. */
async function untilGone(client: Client, id: string): Promise<void> {
  const { DescribeVpcEndpointsCommand } = ec2Sdk();
  for (;;) {
    const found = await unlessGone(client.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] })));
    const [still] = found?.VpcEndpoints ?? [];
    // The SDK has these in capitals, EC2 hasn't.
    const state = still?.State?.toLowerCase() ?? "deleted";
    if (state === "deleted") return;
    if (state === "failed") throw new Error(`EC2 failed to delete ${id}`);
    await delay(pollSeconds * 1000);
  }
}

export const network: readonly Kind[] = [
  {
    type: "aws:ec2/securityGroup:SecurityGroup",
    find: finding(
      async (client, filtered) =>
        (
          await everyOf(
            ec2Sdk().paginateDescribeSecurityGroups({ client }, filtered),
            ({ SecurityGroups }) => SecurityGroups,
          )
        ).map(({ GroupId, Tags }) => ({ id: GroupId, tags: Tags })),
      (client, GroupId) => client.send(new (ec2Sdk().DeleteSecurityGroupCommand)({ GroupId })),
    ),
  },
  {
    type: "aws:ec2/subnet:Subnet",
    find: finding(
      async (client, filtered) =>
        (await everyOf(ec2Sdk().paginateDescribeSubnets({ client }, filtered), ({ Subnets }) => Subnets)).map(
          ({ SubnetId, Tags }) => ({ id: SubnetId, tags: Tags }),
        ),
      (client, SubnetId) => client.send(new (ec2Sdk().DeleteSubnetCommand)({ SubnetId })),
    ),
  },
  {
    type: "aws:ec2/vpc:Vpc",
    find: finding(
      async (client, filtered) =>
        (await everyOf(ec2Sdk().paginateDescribeVpcs({ client }, filtered), ({ Vpcs }) => Vpcs)).map(
          ({ VpcId, Tags }) => ({ id: VpcId, tags: Tags }),
        ),
      (client, VpcId) => client.send(new (ec2Sdk().DeleteVpcCommand)({ VpcId })),
    ),
  },
];

export const launchTemplate: Kind = {
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  find: finding(
    async (client, filtered) =>
      (
        await everyOf(
          ec2Sdk().paginateDescribeLaunchTemplates({ client }, filtered),
          ({ LaunchTemplates }) => LaunchTemplates,
        )
      ).map(({ LaunchTemplateId, Tags }) => ({ id: LaunchTemplateId, tags: Tags })),
    (client, LaunchTemplateId) =>
      client.send(new (ec2Sdk().DeleteLaunchTemplateCommand)({ LaunchTemplateId })),
  ),
};
