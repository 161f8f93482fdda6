// The network of a build: given, AWS's default, or one of its own without internet.
//
// Made of the plain resources, not of awsx's Vpc: that one is a plugin more to install, and brings the gateways along
// that this network must not have.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/vpc-interface-endpoints.html

import * as pulumi from "@pulumi/pulumi";
import { Interpolated, Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { mergedTags } from "../plan/tags";
import type { Context } from "./args";

const defaultCidrBlock = "10.255.255.0/24";

/** What the instances of a build call. */
const services = ["imagebuilder", "logs", "ssm", "ssmmessages", "ec2messages"];
const containerServices = ["ecr.api", "ecr.dkr"];

export interface Network {
  subnetId: unknown;
  securityGroupIds: unknown;
  /** Children without which the network leads nowhere. */
  after: string[];
}

const isIsolated = ({ args }: Context): boolean => args.build?.isolatedNetwork !== undefined;

export function networkOf(context: Context): Network {
  const { subnetId, securityGroupIds } = context.args.build ?? {};
  if (!isIsolated(context)) return { subnetId, securityGroupIds, after: [] };
  return {
    subnetId: new Ref("subnet", "id"),
    securityGroupIds: [new Ref("security-group", "id")],
    after: ["s3-endpoint", "to-s3", ...interfaceServices(context).map(endpointKey)],
  };
}

const interfaceServices = ({ decisions }: Context): string[] =>
  decisions.container ? [...services, ...containerServices] : services;

const endpointKey = (service: string): string => `${service.replace(".", "-")}-endpoint`;

export function planNetwork(context: Context): Child[] {
  const { name, args, place } = context;
  if (!isIsolated(context)) return [];
  const { cidrBlock = defaultCidrBlock, availabilityZone } = args.build?.isolatedNetwork ?? {};
  const common = { tags: mergedTags({ Name: name }, args.tags), region: args.region };
  const vpcId = new Ref("vpc", "id");
  const serviceName = (service: string): pulumi.Output<string> =>
    pulumi.interpolate`com.amazonaws.${place.region}.${service}`;
  return [
    {
      key: "vpc",
      type: "aws:ec2/vpc:Vpc",
      args: { cidrBlock, enableDnsSupport: true, enableDnsHostnames: true, ...common },
      // The subnet has the whole range of the network. One in another zone can't be made beside it, and it can't go while
      // the endpoints use it: so there is another network, and everything moves there.
      replacementTrigger: availabilityZone ?? "any zone",
    },
    {
      key: "subnet",
      type: "aws:ec2/subnet:Subnet",
      args: { vpcId, cidrBlock, availabilityZone, mapPublicIpOnLaunch: false, ...common },
    },
    {
      key: "security-group",
      type: "aws:ec2/securityGroup:SecurityGroup",
      args: {
        vpcId,
        description: "Instances that build golden images, and the endpoints they call",
        ...common,
      },
    },
    {
      key: "https-in",
      type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      args: { ...https("From the instances to the endpoints"), cidrIpv4: cidrBlock, ...common },
    },
    {
      key: "https-out",
      type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      args: { ...https("From the instances to the endpoints"), cidrIpv4: cidrBlock, ...common },
    },
    {
      key: "s3-endpoint",
      type: "aws:ec2/vpcEndpoint:VpcEndpoint",
      args: {
        vpcId,
        vpcEndpointType: "Gateway",
        serviceName: serviceName("s3"),
        // The only subnet follows it.
        routeTableIds: [new Ref("vpc", "mainRouteTableId")],
        ...common,
      },
    },
    {
      key: "to-s3",
      type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      args: {
        ...https("From the instances to S3"),
        prefixListId: new Interpolated([new Ref("s3-endpoint", "prefixListId")]),
        ...common,
      },
    },
    ...interfaceServices(context).map((service): Child => ({
      key: endpointKey(service),
      type: "aws:ec2/vpcEndpoint:VpcEndpoint",
      args: {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: serviceName(service),
        privateDnsEnabled: true,
        subnetIds: [new Ref("subnet", "id")],
        securityGroupIds: [new Ref("security-group", "id")],
        ...common,
      },
    })),
  ];
}

const https = (description: string): Record<string, unknown> => ({
  securityGroupId: new Ref("security-group", "id"),
  description,
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
});
