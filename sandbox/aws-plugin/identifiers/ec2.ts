import type { Values } from "../../../provider/src/protocol/values";
import { arnIn, hex, type Identifiers, type Identify } from "./identify";

const numbered =
  (kind: string, prefix: string, computed: (inputs: Values) => Values = () => ({})): Identify =>
  (inputs, place) => {
    const id = `${prefix}-${hex(17)}`;
    // An image's ARN names no account: it may be another's.
    const owner = kind === "image" ? { ...place, account: "" } : place;
    return {
      id,
      computed: {
        arn: arnIn(owner, "ec2", `${kind}/${id}`),
        ownerId: place.account,
        ...computed(inputs),
      },
    };
  };

const rule: Identify = (_inputs, place) => {
  const id = `sgr-${hex(17)}`;
  return { id, computed: { arn: arnIn(place, "ec2", `security-group-rule/${id}`), securityGroupRuleId: id } };
};

export const ec2: Identifiers = {
  "aws:ec2/vpc:Vpc": numbered("vpc", "vpc", () => {
    const routeTable = `rtb-${hex(17)}`;
    return {
      defaultNetworkAclId: `acl-${hex(17)}`,
      defaultRouteTableId: routeTable,
      defaultSecurityGroupId: `sg-${hex(17)}`,
      dhcpOptionsId: `dopt-${hex(17)}`,
      ipv6AssociationId: "",
      mainRouteTableId: routeTable,
    };
  }),
  "aws:ec2/subnet:Subnet": numbered("subnet", "subnet", () => ({ ipv6CidrBlockAssociationId: "" })),
  "aws:ec2/securityGroup:SecurityGroup": numbered("security-group", "sg"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule,
  "aws:ec2/routeTable:RouteTable": numbered("route-table", "rtb"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": () => ({
    id: `rtbassoc-${hex(17)}`,
    computed: {},
  }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": numbered("vpc-endpoint", "vpce", ({ vpcEndpointType, policy }) => ({
    cidrBlocks: [],
    dnsEntries: [],
    networkInterfaceIds: vpcEndpointType === "Interface" ? [`eni-${hex(17)}`] : [],
    policy: policy ?? "",
    prefixListId: vpcEndpointType === "Gateway" ? `pl-${hex(8)}` : "",
    requesterManaged: false,
    state: "available",
  })),
  "aws:ec2/launchTemplate:LaunchTemplate": numbered("launch-template", "lt", ({ defaultVersion }) => ({
    defaultVersion: defaultVersion ?? 1,
    latestVersion: 1,
  })),
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": (_inputs, { region }) => ({
    id: region,
    computed: {},
  }),
  "aws:ec2/ami:Ami": numbered("image", "ami", () => ({
    hypervisor: "xen",
    imageOwnerAlias: "",
    imageType: "machine",
    lastLaunchedTime: "",
    manageEbsSnapshots: false,
    platform: "",
    platformDetails: "Linux/UNIX",
    public: false,
    rootSnapshotId: `snap-${hex(17)}`,
    usageOperation: "RunInstances",
  })),
};
