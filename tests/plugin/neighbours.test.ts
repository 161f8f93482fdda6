// What AWS refuses, the sandbox refuses: names that are taken, and the deletion of what is in use.

import { expect } from "chai";
import type { Plugin } from "../../provider/src/protocol/server";
import type { Values } from "../../provider/src/protocol/values";
import { inProcess } from "../deployment/in-process";
import { awsStandIn } from "../../sandbox/aws-plugin/plugin";
import { World } from "../../sandbox/image-builder/world";
import { request, subject } from "./stand-in";

const account = "111122223333";
const place = { account, region: "eu-west-1" };

const role = "aws:iam/role:Role";
const profile = "aws:iam/instanceProfile:InstanceProfile";
const policy = "aws:iam/policy:Policy";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const inline = "aws:iam/rolePolicy:RolePolicy";
const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";
const group = "aws:ec2/securityGroup:SecurityGroup";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const routeTable = "aws:ec2/routeTable:RouteTable";
const association = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const bucket = "aws:s3/bucket:Bucket";
const object = "aws:s3/bucketObjectv2:BucketObjectv2";
const repository = "aws:ecr/repository:Repository";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const rule = "aws:cloudwatch/eventRule:EventRule";
const target = "aws:cloudwatch/eventTarget:EventTarget";
const topic = "aws:sns/topic:Topic";
const alias = "aws:kms/alias:Alias";
const parameter = "aws:ssm/parameter:Parameter";

const trust = { assumeRolePolicy: "{}" };
const inVpc = { vpcId: "vpc-1" };
const https = {
  securityGroupId: "sg-1",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  cidrIpv4: "10.0.0.0/8",
};
const interfaceOf = { ...inVpc, vpcEndpointType: "Interface", serviceName: "com.amazonaws.eu-west-1.ssm" };
const gateway = { ...inVpc, serviceName: "com.amazonaws.eu-west-1.s3", routeTableIds: ["rtb-1"] };
const many = Object.fromEntries([..."abcdefghijk"].map((key) => [key, "1"]));

type Resource = readonly [type: string, inputs: Values];

/** What is there, what is made beside it, and how that is refused; the last is as a second one may be. */
const taken: Readonly<Record<string, readonly [Resource, Resource, RegExp, Values?]>> = {
  "a role's name": [
    [role, { ...trust, name: "a" }],
    [role, { ...trust, name: "a", path: "/b/" }],
    /EntityAlreadyExists/,
    { ...trust, name: "b" },
  ],
  "an instance profile's name": [
    [profile, { name: "a" }],
    [profile, { name: "a", path: "/b/" }],
    /EntityAlreadyExists/,
    { name: "b" },
  ],
  "a policy's name": [
    [policy, { policy: "{}", name: "a" }],
    [policy, { policy: "{}", name: "a", path: "/b/" }],
    /EntityAlreadyExists/,
    { policy: "{}", name: "b" },
  ],
  "a log group's name": [
    [logGroup, { name: "a" }],
    [logGroup, { name: "a" }],
    /ResourceAlreadyExistsException/,
    { name: "a", region: "us-east-1" },
  ],
  "a repository's name": [
    [repository, { name: "a" }],
    [repository, { name: "a" }],
    /RepositoryAlreadyExistsException/,
    { name: "a", region: "us-east-1" },
  ],
  "a bucket's name": [
    [bucket, { bucket: "a" }],
    [bucket, { bucket: "a", region: "us-east-1" }],
    /BucketAlreadyOwnedByYou/,
    { bucket: "b" },
  ],
  "a parameter's name": [
    [parameter, { name: "/a", type: "String", value: "1" }],
    [parameter, { name: "/a", type: "String", value: "1" }],
    /ParameterAlreadyExists/,
    { name: "/a", type: "String", value: "2", overwrite: true },
  ],
  "an alias": [
    [alias, { name: "alias/a", targetKeyId: "1" }],
    [alias, { name: "alias/a", targetKeyId: "2" }],
    /AlreadyExistsException/,
    { name: "alias/b", targetKeyId: "1" },
  ],
  "a launch template's name": [
    [template, { name: "a" }],
    [template, { name: "a" }],
    /InvalidLaunchTemplateName.AlreadyExistsException/,
    { name: "a", region: "us-east-1" },
  ],
  "a topic's name, with other attributes": [
    [topic, { name: "a" }],
    [topic, { name: "a", kmsMasterKeyId: "1" }],
    /InvalidParameter: .*different attributes/,
    { name: "a" },
  ],
  "a topic's name, with other tags": [
    [topic, { name: "a" }],
    [topic, { name: "a", tags: { b: "1" } }],
    /InvalidParameter: .*different tags/,
    { name: "a" },
  ],
  "a security group's name in its network": [
    [group, { ...inVpc, name: "a" }],
    [group, { ...inVpc, name: "a" }],
    /InvalidGroup.Duplicate/,
    { vpcId: "vpc-2", name: "a" },
  ],
  "a rule of a security group": [
    [ingress, https],
    [ingress, { ...https, description: "again" }],
    /InvalidPermission.Duplicate/,
    { ...https, fromPort: 80, toPort: 80 },
  ],
  "a range of addresses": [
    [subnet, { ...inVpc, cidrBlock: "10.0.0.0/24" }],
    [subnet, { ...inVpc, cidrBlock: "10.0.0.128/25" }],
    /InvalidSubnet.Conflict/,
    { ...inVpc, cidrBlock: "10.0.1.0/24" },
  ],
  "the same range in another zone": [
    [subnet, { ...inVpc, cidrBlock: "10.0.0.0/24", availabilityZone: "eu-west-1a" }],
    [subnet, { ...inVpc, cidrBlock: "10.0.0.0/24", availabilityZone: "eu-west-1b" }],
    /InvalidSubnet.Conflict/,
    { vpcId: "vpc-2", cidrBlock: "10.0.0.0/24" },
  ],
  "an endpoint's private name": [
    [endpoint, { ...interfaceOf, privateDnsEnabled: true }],
    [endpoint, { ...interfaceOf, privateDnsEnabled: true }],
    /conflicting DNS domain/,
    { ...interfaceOf, vpcId: "vpc-2", privateDnsEnabled: true },
  ],
  "a route to a gateway": [
    [endpoint, gateway],
    [endpoint, gateway],
    /RouteAlreadyExists/,
    { ...gateway, routeTableIds: ["rtb-2"] },
  ],
};

/** What is deleted, what uses it, and how that is refused. The user's inputs come from the ID of what it uses. */
const inUse: Readonly<Record<string, readonly [Resource, (id: string) => Resource, RegExp]>> = {
  "a role with a policy attached": [
    [role, trust],
    (id) => [attachment, { role: id, policyArn: "arn:a" }],
    /DeleteConflict: .*detach all policies/,
  ],
  "a role with a policy in it": [
    [role, trust],
    (id) => [inline, { role: id, policy: "{}" }],
    /DeleteConflict: .*delete policies/,
  ],
  "a policy that is attached": [
    [policy, { policy: "{}" }],
    (id) => [attachment, { role: "a", policyArn: id }],
    /DeleteConflict/,
  ],
  "a network with a subnet": [
    [vpc, { cidrBlock: "10.0.0.0/16" }],
    (vpcId) => [subnet, { vpcId, cidrBlock: "10.0.0.0/24" }],
    /DependencyViolation/,
  ],
  "a network with a security group": [
    [vpc, { cidrBlock: "10.0.0.0/16" }],
    (vpcId) => [group, { vpcId }],
    /DependencyViolation/,
  ],
  "a network with an endpoint": [
    [vpc, { cidrBlock: "10.0.0.0/16" }],
    (vpcId) => [endpoint, { ...interfaceOf, vpcId }],
    /DependencyViolation/,
  ],
  "a network with a route table": [
    [vpc, { cidrBlock: "10.0.0.0/16" }],
    (vpcId) => [routeTable, { vpcId }],
    /DependencyViolation/,
  ],
  "a subnet with an endpoint": [
    [subnet, { ...inVpc, cidrBlock: "10.0.0.0/24" }],
    (id) => [endpoint, { ...interfaceOf, subnetIds: [id] }],
    /DependencyViolation/,
  ],
  "a security group of an endpoint": [
    [group, inVpc],
    (id) => [endpoint, { ...interfaceOf, securityGroupIds: [id] }],
    /DependencyViolation/,
  ],
  "a security group that another's rule names": [
    [group, inVpc],
    (id) => [ingress, { ...https, cidrIpv4: undefined, referencedSecurityGroupId: id }],
    /DependencyViolation/,
  ],
  "a route table of a subnet": [
    [routeTable, inVpc],
    (routeTableId) => [association, { routeTableId, subnetId: "subnet-1" }],
    /DependencyViolation/,
  ],
  "a bucket with an object": [
    [bucket, {}],
    (id) => [object, { bucket: id, key: "a", content: "" }],
    /BucketNotEmpty/,
  ],
  "a rule with a target": [
    [rule, {}],
    (id) => [target, { rule: id, arn: "arn:a" }],
    /ValidationException: Rule can't be deleted since it has targets/,
  ],
};

describe("The sandbox refuses what AWS refuses:", () => {
  let world: World;
  let plugin: Plugin;

  beforeEach(async () => {
    world = new World();
    plugin = awsStandIn(inProcess(world));
    const endpoints = JSON.stringify([{ imagebuilder: "http://emulator" }]);
    await plugin.configure({ region: place.region, accessKey: account, endpoints });
  });

  const create = async (type: string, news: Values): Promise<{ type: string; id: string; state: Values }> => {
    const { inputs, failures } = await plugin.check({
      ...subject(type),
      name: "it",
      olds: {},
      news,
      marked: news,
    });
    expect(failures).to.deep.equal([]);
    const { id, outputs } = await plugin.create({ ...subject(type), inputs, preview: false, ...request });
    return { type, id, state: outputs };
  };
  const remove = ({ type, ...made }: { type: string; id: string; state: Values }) =>
    plugin.delete({ ...subject(type), ...request, ...made, inputs: {} });
  const messageOf = (action: Promise<unknown>): Promise<string> =>
    action.then(
      () => "nothing",
      (error: unknown) => (error as Error).message,
    );

  for (const [what, [there, again, refusal, other]] of Object.entries(taken)) {
    it(`${what} twice`, async () => {
      const first = await create(...there);
      expect(await messageOf(create(...again))).to.match(refusal);
      if (other !== undefined) await create(again[0], other);
      await remove(first);
      await create(...again);
    });
  }

  for (const [what, [used, userOf, refusal]] of Object.entries(inUse)) {
    it(`to delete ${what}`, async () => {
      const made = await create(...used);
      const user = await create(...userOf(made.id));
      expect(await messageOf(remove(made))).to.match(refusal);
      await remove(user);
      await remove(made);
      expect(world.records.list()).to.deep.equal([]);
    });
  }

  it("to delete a repository with images, unless forceDelete is set", async () => {
    const image = { ...place, repositoryName: "a", imageUris: [], sourceImageArn: "arn" };
    for (const forceDelete of [false, true]) {
      const made = await create(repository, { name: "a", forceDelete });
      world.store(place).containers.push(image);
      if (!forceDelete) {
        expect(await messageOf(remove(made))).to.match(
          /RepositoryNotEmptyException: .*still contains images/,
        );
        world.store(place).containers.length = 0;
      }
      await remove(made);
      expect(world.store(place).containers).to.deep.equal([]);
    }
  });

  it("to delete a bucket with exported disks, unless forceDestroy is set", async () => {
    const disk = {
      uri: "s3://a/disk.vmdk",
      diskImageFormat: "VMDK",
      imageId: "ami-1",
      sourceImageArn: "arn",
    } as const;
    for (const forceDestroy of [false, true]) {
      const made = await create(bucket, { bucket: "a", forceDestroy });
      world.store(place).exports.push(disk);
      if (!forceDestroy) {
        expect(await messageOf(remove(made))).to.match(/BucketNotEmpty/);
        world.store(place).exports.length = 0;
      }
      await remove(made);
      expect(world.store(place).exports).to.deep.equal([]);
    }
  });

  it("more than ten tags of an object, default tags included", async () => {
    const { a: _, ...ten } = many;
    const file = { bucket: "a", key: "b", content: "" };
    expect(await messageOf(create(object, { ...file, tags: many }))).to.match(
      /BadRequest: Object tags cannot be greater than 10/,
    );
    await create(object, { ...file, tags: ten });
    await plugin.configure({
      region: place.region,
      accessKey: account,
      endpoints: JSON.stringify([{ imagebuilder: "http://emulator" }]),
      defaultTags: JSON.stringify({ tags: { team: "platform" } }),
    });
    expect(await messageOf(create(object, { ...file, key: "c", tags: ten }))).to.match(/Object tags/);
    await create(object, { ...file, key: "c", tags: ten, overrideProvider: { defaultTags: { tags: {} } } });
  });

  it("a subnet outside its network", async () => {
    const { id: vpcId } = await create(vpc, { cidrBlock: "10.0.0.0/24" });
    expect(await messageOf(create(subnet, { vpcId, cidrBlock: "10.0.1.0/24" }))).to.match(
      /InvalidSubnet.Range/,
    );
  });

  it("but removes a role from its instance profile, as the provider does", async () => {
    const made = await create(role, { ...trust, name: "a" });
    const { id } = await create(profile, { role: "a" });
    await remove(made);
    expect(world.records.get(profile, id)?.properties.role).to.equal(undefined);
  });

  it("but lets a rule be put again, one of each name in each region", async () => {
    await create(rule, { name: "a", description: "one" });
    await create(rule, { name: "a", description: "two" });
    await create(rule, { name: "a", region: "us-east-1" });
    expect(world.records.list(rule).map(({ properties }) => properties.description)).to.have.members([
      "two",
      undefined,
    ]);
  });

  it("and keeps one record of a global resource when the provider's region changes", async () => {
    const made = await create(inline, { role: "a", policy: "{}", name: "b" });
    await plugin.configure({
      region: "us-east-1",
      accessKey: account,
      endpoints: JSON.stringify([{ imagebuilder: "http://emulator" }]),
    });
    const news = { role: "a", policy: '{"a":1}', name: "b" };
    await plugin.update({
      ...subject(inline),
      id: made.id,
      olds: made.state,
      oldInputs: made.state,
      news,
      preview: false,
      ...request,
    });
    await remove(made);
    expect(world.records.list()).to.deep.equal([]);
  });
});
