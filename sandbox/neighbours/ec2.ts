import { AwsError } from "../image-builder/errors";
import type { Recorded } from "../image-builder/records";
import type { World } from "../image-builder/world";
import type { Rules } from ".";
import { contains, overlap } from "./ranges";
import { inRegion, lists } from "./others";

const vpcType = "aws:ec2/vpc:Vpc";
const subnetType = "aws:ec2/subnet:Subnet";
const groupType = "aws:ec2/securityGroup:SecurityGroup";
const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";
const routeTableType = "aws:ec2/routeTable:RouteTable";
const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
const ruleTypes = [
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
] as const;

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
const refusal = (code: string, message: string): AwsError => new AwsError(code, message, 400);

const violation = (message: string): AwsError => refusal("DependencyViolation", message);

const inVpc = (world: World, resource: Recorded, type: string, vpcId: unknown): Recorded[] =>
  inRegion(world, resource, type).filter(
    ({ properties }) => vpcId !== undefined && properties.vpcId === vpcId,
  );

const securityGroupRule: Rules = {
  create(made, world) {
    const facts = ["securityGroupId", "ipProtocol", "fromPort", "toPort", "cidrIpv4", "cidrIpv6"];
    facts.push("prefixListId", "referencedSecurityGroupId");
    const same = inRegion(world, made, made.type).some(({ properties }) =>
      facts.every((fact) => properties[fact] === made.properties[fact]),
    );
    return same
      ? refusal("InvalidPermission.Duplicate", "the specified rule already exists in the security group")
      : undefined;
  },
};

export const ec2: Readonly<Record<string, Rules>> = {
  [vpcType]: {
    delete({ id, ...vpc }, world) {
      const inside = [subnetType, groupType, endpointType, routeTableType].flatMap((type) =>
        inVpc(world, { id, ...vpc }, type, id),
      );
      return inside.length > 0
        ? violation(`The vpc '${id}' has dependencies and cannot be deleted.`)
        : undefined;
    },
  },
  [subnetType]: {
    create(made, world) {
      const { vpcId, cidrBlock } = made.properties;
      const range = String(cidrBlock);
      const network = world.records.get(vpcType, String(vpcId), made)?.properties.cidrBlock;
      if (network !== undefined && !contains(String(network), range)) {
        return refusal("InvalidSubnet.Range", `The CIDR '${range}' is invalid.`);
      }
      return inVpc(world, made, subnetType, vpcId).some(({ properties }) =>
        overlap(String(properties.cidrBlock), range),
      )
        ? refusal("InvalidSubnet.Conflict", `The CIDR '${range}' conflicts with another subnet`)
        : undefined;
    },
    // Interface endpoints have a network interface in each of their subnets.
    delete: (subnet, world) =>
      inRegion(world, subnet, endpointType).some((endpoint) => lists(endpoint, "subnetIds", subnet.id))
        ? violation(`The subnet '${subnet.id}' has dependencies and cannot be deleted.`)
        : undefined,
  },
  [groupType]: {
    create: (made, world) =>
      inVpc(world, made, groupType, made.properties.vpcId).some(
        ({ properties }) => properties.name === made.properties.name,
      )
        ? refusal(
            "InvalidGroup.Duplicate",
            `The security group '${String(made.properties.name)}' already exists for VPC '${String(made.properties.vpcId)}'`,
          )
        : undefined,
    delete(group, world) {
      const used =
        inRegion(world, group, endpointType).some((endpoint) =>
          lists(endpoint, "securityGroupIds", group.id),
        ) ||
        ruleTypes
          .flatMap((type) => inRegion(world, group, type))
          .some(
            ({ properties }) =>
              properties.referencedSecurityGroupId === group.id && properties.securityGroupId !== group.id,
          );
      return used ? violation(`resource ${group.id} has a dependent object`) : undefined;
    },
    parts: (group, world) =>
      ruleTypes
        .flatMap((type) => inRegion(world, group, type))
        .filter(({ properties }) => properties.securityGroupId === group.id),
  },
  [ruleTypes[0]]: securityGroupRule,
  [ruleTypes[1]]: securityGroupRule,
  [endpointType]: {
    create(made, world) {
      const { vpcId, serviceName, vpcEndpointType, privateDnsEnabled } = made.properties;
      const same = inVpc(world, made, endpointType, vpcId).filter(
        ({ properties }) => properties.serviceName === serviceName,
      );
      if (vpcEndpointType === "Interface") {
        return privateDnsEnabled === true &&
          same.some(({ properties }) => properties.privateDnsEnabled === true)
          ? refusal(
              "InvalidParameter",
              `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${String(serviceName)} in the VPC ${String(vpcId)}`,
            )
          : undefined;
      }
      const tables = (made.properties.routeTableIds ?? []) as readonly string[];
      const taken = tables.find((table) => same.some((endpoint) => lists(endpoint, "routeTableIds", table)));
      return taken === undefined
        ? undefined
        : refusal("RouteAlreadyExists", `route table ${taken} already has a route to ${String(serviceName)}`);
    },
  },
  [routeTableType]: {
    delete: (table, world) =>
      inRegion(world, table, associationType).some(({ properties }) => properties.routeTableId === table.id)
        ? violation(`The routeTable '${table.id}' has dependencies and cannot be deleted.`)
        : undefined,
  },
  [templateType]: {
    create: (made, world) =>
      inRegion(world, made, templateType).some(({ properties }) => properties.name === made.properties.name)
        ? refusal("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.")
        : undefined,
  },
};
