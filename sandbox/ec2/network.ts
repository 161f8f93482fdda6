// What the plugin itself looks for and deletes in EC2: networks and launch templates, by their tags.

import type { Call } from "../image-builder/call";
import { AwsError } from "../image-builder/errors";
import type { Recorded } from "../image-builder/records";
import { recordsOf, recordWith, remove, tagsOf } from "../services/call";
import { listOf, tagSet, textOf, textsOf } from "./query";
import type { Form } from "./query";

type Handler = (form: Form, call: Call) => object;

interface Sort {
  readonly type: string;
  /** The member with the ID, as requests have it. */
  readonly id: string;
  /** The lists of requests and of answers. */
  readonly ids: string;
  readonly set: string;
  readonly missing: string;
  readonly more?: (record: Recorded) => object;
}

const sorts = {
  Vpc: {
    type: "aws:ec2/vpc:Vpc",
    id: "VpcId",
    ids: "VpcId",
    set: "vpcSet",
    missing: "InvalidVpcID.NotFound",
  },
  Subnet: {
    type: "aws:ec2/subnet:Subnet",
    id: "SubnetId",
    ids: "SubnetId",
    set: "subnetSet",
    missing: "InvalidSubnetID.NotFound",
  },
  SecurityGroup: {
    type: "aws:ec2/securityGroup:SecurityGroup",
    id: "GroupId",
    ids: "GroupId",
    set: "securityGroupInfo",
    missing: "InvalidGroup.NotFound",
  },
  VpcEndpoint: {
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    id: "VpcEndpointId",
    ids: "VpcEndpointId",
    set: "vpcEndpointSet",
    missing: "InvalidVpcEndpointId.NotFound",
    more: () => ({ state: "available" }),
  },
  LaunchTemplate: {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    id: "LaunchTemplateId",
    ids: "LaunchTemplateId",
    set: "launchTemplates",
    missing: "InvalidLaunchTemplateId.NotFound",
  },
} satisfies Record<string, Sort>;

const notThere = ({ missing }: Sort, id: string): AwsError =>
  new AwsError(missing, `The ID '${id}' does not exist`, 400);

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
function passes(record: Recorded, filters: readonly Form[]): boolean {
  return filters.every((filter) => {
    const name = textOf(filter, "Name") ?? "";
    const values = textsOf(filter, "Value");
    if (name === "tag-key") return Object.keys(tagsOf(record)).some((key) => values.includes(key));
    if (name.startsWith("tag:")) return values.includes(tagsOf(record)[name.slice(4)] ?? "");
    throw new AwsError("InvalidParameterValue", `The sandbox has no filter '${name}'`, 400);
  });
}

const inPlace = ({ world, store }: Call) => ({ world, place: store.place });

const describe =
  (sort: Sort): Handler =>
  (form, call) => {
    const at = inPlace(call);
    const { type, id: member, ids, set, more } = sort;
    const asked = textsOf(form, ids);
    for (const id of asked) recordWith(at, type, "id", id, notThere(sort, id));
    const found = recordsOf(at, type).filter(
      (record) => (asked.length === 0 || asked.includes(record.id)) && passes(record, listOf(form, "Filter")),
    );
    const named = `${member.charAt(0).toLowerCase()}${member.slice(1)}`;
    return {
      [set]: found.map((record) => ({
        [named]: record.id,
        ...more?.(record),
        tagSet: tagSet(tagsOf(record)),
      })),
    };
  };

const deletion =
  (sort: Sort): Handler =>
  (form, call) => {
    const at = inPlace(call);
    const id = textOf(form, sort.id) ?? "";
    remove(at, recordWith(at, sort.type, "id", id, notThere(sort, id)));
    return { return: true };
  };

/** Several at once, and each by itself. */
function deleteVpcEndpoints(form: Form, call: Call): object {
  const sort = sorts.VpcEndpoint;
  const at = inPlace(call);
  const unsuccessful = textsOf(form, sort.ids).flatMap((id) => {
    const endpoint = recordsOf(at, sort.type).find((each) => each.id === id);
    if (endpoint !== undefined) {
      remove(at, endpoint);
      return [];
    }
    const { code, message } = notThere(sort, id);
    return [{ resourceId: id, error: { code, message } }];
  });
  return { unsuccessful };
}

export const networkHandlers: Readonly<Record<string, Handler>> = {
  DescribeVpcs: describe(sorts.Vpc),
  DescribeSubnets: describe(sorts.Subnet),
  DescribeSecurityGroups: describe(sorts.SecurityGroup),
  DescribeVpcEndpoints: describe(sorts.VpcEndpoint),
  DescribeLaunchTemplates: describe(sorts.LaunchTemplate),
  DeleteVpc: deletion(sorts.Vpc),
  DeleteSubnet: deletion(sorts.Subnet),
  DeleteSecurityGroup: deletion(sorts.SecurityGroup),
  DeleteLaunchTemplate: deletion(sorts.LaunchTemplate),
  DeleteVpcEndpoints: deleteVpcEndpoints,
};
