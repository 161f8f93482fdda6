// The network of a build: given, AWS's default, or one of its own without internet.
//
// Made of the plain resources, not of awsx's Vpc: that one is a plugin more to install, and brings the gateways along
// that this network must not have.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/vpc-interface-endpoints.html

import * as pulumi from "@pulumi/pulumi";
import { child } from "../plan/child";
import type { Arg, Child } from "../plan/child";
import { text } from "../plan/deferred";
import { mergedTags } from "../plan/tags";
import type { Context } from "./args";

const defaultCidrBlock = "10.255.255.0/24";

/** What the instances of a build call. */
const services = ["imagebuilder", "logs", "ssm", "ssmmessages", "ec2messages"];
const containerServices = ["ecr.api", "ecr.dkr"];

export interface Network {
  children: Child[];
  subnetId: Arg<pulumi.Input<string | undefined>>;
  securityGroupIds: Arg<pulumi.Input<pulumi.Input<string>[] | undefined>>;
  /** Keys of children without which the network leads nowhere. */
  after: string[];
}

export function planNetwork(context: Context): Network {
  const { name, args, region, decisions } = context;
  const { subnetId, securityGroupIds, isolatedNetwork } = args.build ?? {};
  if (isolatedNetwork === undefined) return { children: [], subnetId, securityGroupIds, after: [] };
  const { cidrBlock = defaultCidrBlock, availabilityZone } = isolatedNetwork;
  const common = { tags: mergedTags({ Name: name }, args.tags), region: args.region };
  const vpc = child({
    key: "vpc",
    type: "aws:ec2/vpc:Vpc",
    args: { cidrBlock, enableDnsSupport: true, enableDnsHostnames: true, ...common },
    // The subnet has the whole range of the network. One in another zone can't be made beside it, and it can't go while
    // the endpoints use it: so there is another network, and everything moves there.
    replacementTrigger: availabilityZone ?? "any zone",
  });
  const vpcId = vpc.out.id;
  const subnet = child({
    key: "subnet",
    type: "aws:ec2/subnet:Subnet",
    args: { vpcId, cidrBlock, availabilityZone, mapPublicIpOnLaunch: false, ...common },
  });
  const securityGroup = child({
    key: "security-group",
    type: "aws:ec2/securityGroup:SecurityGroup",
    args: {
      vpcId,
      description: "Instances that build golden images, and the endpoints they call",
      ...common,
    },
  });
  const https = (description: string) => ({
    securityGroupId: securityGroup.out.id,
    description,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ...common,
  });
  const inside = { ...https("From the instances to the endpoints"), cidrIpv4: cidrBlock };
  const serviceName = (service: string): pulumi.Output<string> =>
    pulumi.interpolate`com.amazonaws.${region}.${service}`;
  const s3 = child({
    key: "s3-endpoint",
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    args: {
      vpcId,
      vpcEndpointType: "Gateway",
      serviceName: serviceName("s3"),
      // The only subnet follows it.
      routeTableIds: [vpc.out.mainRouteTableId],
      ...common,
    },
  });
  const toS3 = child({
    key: "to-s3",
    type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    args: { ...https("From the instances to S3"), prefixListId: text`${s3.out.prefixListId}` },
  });
  const called = decisions.container ? [...services, ...containerServices] : services;
  const endpoints = called.map((service) =>
    child({
      key: `${service.replace(".", "-")}-endpoint`,
      type: "aws:ec2/vpcEndpoint:VpcEndpoint",
      args: {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: serviceName(service),
        privateDnsEnabled: true,
        subnetIds: [subnet.out.id],
        securityGroupIds: [securityGroup.out.id],
        ...common,
      },
    }),
  );
  return {
    children: [
      vpc,
      subnet,
      securityGroup,
      child({
        key: "https-in",
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        args: inside,
      }),
      child({
        key: "https-out",
        type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        args: inside,
      }),
      s3,
      toS3,
      ...endpoints,
    ],
    subnetId: subnet.out.id,
    securityGroupIds: [securityGroup.out.id],
    after: [s3.key, toS3.key, ...endpoints.map(({ key }) => key)],
  };
}
