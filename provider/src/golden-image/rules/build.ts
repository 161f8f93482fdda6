// Where an image is built.

import { atMostOne, policiesAreArns } from "../../checks/common-rules";
import * as forms from "../../checks/identifiers";
import { hasForm, kmsKeyArn, literal } from "../../checks/identifiers";
import { given, isSecret, known, knownList, knownObject, knownString } from "../../checks/known";
import { uniqueList } from "../../checks/lists";
import { regionsAgree } from "../../checks/regions";
import { inside } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { sources } from "../../checks/sources";
import { setByImageBuilder, tagsAreAllowed } from "../../checks/tags";
import type { ImageContext } from "./context";

const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const on = inside<ImageContext>("build");

export const buildRules: readonly Rule<ImageContext>[] = [
  {
    name: "subnet-has-security-groups",
    description: "A subnet needs security groups, and the other way round.",
    source: sources.infrastructure,
    check: on((build) => {
      const [only, ...others] = given(build, ["subnetId", "securityGroupIds"]);
      if (only === undefined || others.length > 0) return [];
      const missing = only === "subnetId" ? "securityGroupIds" : "subnetId";
      return [{ path: `build.${missing}`, message: `is required with '${only}'` }];
    }),
  },
  {
    name: "one-network",
    description: "An isolated network is instead of a subnet, and its address range is of /16 to /28.",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    check: on((build) => {
      if (build.isolatedNetwork === undefined) return [];
      const block = knownString(knownObject(build.isolatedNetwork).cidrBlock);
      return [
        ...given(build, ["subnetId", "securityGroupIds"]).map((property) => ({
          path: `build.${property}`,
          message: "can't be combined with 'isolatedNetwork', which makes its own",
        })),
        ...(block === undefined || isAddressRange(block)
          ? []
          : [
              {
                path: "build.isolatedNetwork.cidrBlock",
                message: "must be an address range of /16 to /28, such as 10.255.255.0/24",
              },
            ]),
      ];
    }),
  },
  {
    name: "network-ids-are-well-formed",
    description:
      "Subnets and security groups are given by their IDs; of groups, there is at least one, each once.",
    source: sources.infrastructure,
    check: on(({ subnetId, securityGroupIds }) => [
      ...hasForm("build.subnetId", subnetId, forms.subnetId),
      ...uniqueList("build.securityGroupIds", securityGroupIds),
      ...knownList(securityGroupIds).flatMap((id, index) =>
        hasForm(`build.securityGroupIds[${index}]`, id, forms.securityGroupId),
      ),
    ]),
  },
  {
    name: "zone-is-in-the-region",
    description: "An Availability Zone is of the golden image's region.",
    source: sources.infrastructure,
    check: on(({ placement, isolatedNetwork }, { region }) =>
      Object.entries({ placement, isolatedNetwork }).flatMap(([property, value]) => {
        const [zone, here] = [knownString(knownObject(value).availabilityZone), knownString(region)];
        if (zone === undefined || here === undefined || (zone.startsWith(here) && zone !== here)) return [];
        const example = isSecret(region) ? "" : `, such as ${here}a`;
        const path = `build.${property}.availabilityZone`;
        return [{ path, message: `must be a zone of the region${example}` }];
      }),
    ),
  },
  {
    name: "host-is-well-formed",
    description: "A host is given by its ID, a host resource group by its ARN in the golden image's region.",
    source: sources.infrastructure,
    check: on(({ placement }, { region }) => {
      const { hostId, hostResourceGroupArn } = knownObject(placement);
      const path = "build.placement.hostResourceGroupArn";
      return [
        ...hasForm("build.placement.hostId", hostId, forms.hostId),
        ...hasForm(path, hostResourceGroupArn, forms.hostResourceGroupArn),
        ...regionsAgree(path, hostResourceGroupArn, region),
      ];
    }),
  },
  {
    name: "host-is-one",
    description: "At most one of host ID and host resource group, with tenancy `host`.",
    source: sources.infrastructure,
    check: on(({ placement }) => {
      const where = knownObject(placement);
      const tenancy = knownString(where.tenancy);
      const hosts = given(where, ["hostId", "hostResourceGroupArn"]);
      return [
        ...atMostOne("build.placement", where, hosts),
        ...(hosts.length > 0 && tenancy !== undefined && tenancy !== "host"
          ? [{ path: "build.placement.tenancy", message: `must be 'host', since '${hosts[0]}' names one` }]
          : []),
      ];
    }),
  },
  {
    name: "containers-need-two-hops",
    description:
      "A container on the instance is a hop further from the metadata service, so the hop limit is 2 or more.",
    source: sources.infrastructure,
    check: on(({ metadataHopLimit }, { container }) =>
      container && known(metadataHopLimit) === 1
        ? [{ path: "build.metadataHopLimit", message: "must be at least 2 for container images" }]
        : [],
    ),
  },
  {
    name: "given-profile-is-whole",
    description: "A given instance profile has its policies already.",
    source: sources.ours,
    check: on((build) =>
      build.instanceProfileName === undefined
        ? []
        : given(build, ["policyArns"]).map((property) => ({
            path: `build.${property}`,
            message: "can't be combined with 'instanceProfileName': attach them to its role",
          })),
    ),
  },
  {
    name: "policies-are-arns",
    description: "Policies and permissions boundaries are given by their ARNs, each policy once.",
    source: sources.iamIdentifiers,
    check: on(({ policyArns, permissionsBoundaryArn }) => [
      ...policiesAreArns("build.policyArns", policyArns),
      ...hasForm("build.permissionsBoundaryArn", permissionsBoundaryArn, forms.policyArn),
    ]),
  },
  {
    name: "resource-tags-are-allowed",
    description: "Up to 30 resource tags, without the keys that Image Builder sets.",
    source: sources.infrastructure,
    check: on(({ resourceTags }) =>
      tagsAreAllowed(
        "build.resourceTags",
        resourceTags,
        30,
        setByImageBuilder("CreatedBy", "Ec2ImageBuilderArn", "Name", "Tags"),
      ),
    ),
  },
  {
    name: "instance-type-has-the-architecture",
    description: "The instance types are of the image's architecture.",
    source: "https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html",
    check: on(({ instanceTypes }, { architecture, container }) =>
      knownList(instanceTypes).flatMap((item, index) => {
        const type = knownString(item);
        const own = type === undefined ? undefined : architectureOf(type);
        const path = `build.instanceTypes[${index}]`;
        if (type !== undefined && own === undefined)
          return [{ path, message: "must be an instance type, such as t3.medium" }];
        return own === undefined || own === architecture || container
          ? []
          : [
              {
                path,
                message: `has the architecture ${own}, but the image has ${architecture}: choose another`,
              },
            ];
      }),
    ),
  },
  {
    name: "instance-types-differ",
    description: "A list of instance types has at least one, each once.",
    source: sources.infrastructure,
    check: on(({ instanceTypes }) => uniqueList("build.instanceTypes", instanceTypes)),
  },
  {
    name: "macos-has-mac-instances",
    description: "macOS is built on Mac instances, and nothing else is.",
    source: sources.macHosts,
    check: on(({ instanceTypes }, { platform }) =>
      knownList(instanceTypes).flatMap((item, index) => {
        const type = knownString(item);
        if (type === undefined || architectureOf(type) === undefined) return [];
        const mac = /^mac\d/.test(type);
        if (mac === (platform === "macOS")) return [];
        return [
          {
            path: `build.instanceTypes[${index}]`,
            message: mac
              ? `is only for macOS, and the image is of ${platform}: choose another`
              : "is not a Mac: macOS needs one, such as mac2.metal",
          },
        ];
      }),
    ),
  },
  {
    name: "log-bucket-is-a-name",
    description: "A bucket for logs is given by its name.",
    source: sources.bucketNames,
    check: on(({ logs }) => hasForm("build.logs.bucketName", knownObject(logs).bucketName, forms.bucketName)),
  },
  {
    name: "log-prefix-is-literal",
    description:
      "The beginning of the logs' keys has no `*`, `?` or `${`: it stands in the policy of the instances' role.",
    source: sources.policyResources,
    check: on(({ logs }) => hasForm("build.logs.keyPrefix", knownObject(logs).keyPrefix, literal)),
  },
  {
    name: "log-retention-exists",
    description: `CloudWatch Logs keeps logs for ${retentions.join(", ")} days.`,
    source: sources.logs,
    check: on(({ logRetentionDays }) => {
      const days = known(logRetentionDays);
      return typeof days !== "number" || retentions.includes(days)
        ? []
        : [{ path: "build.logRetentionDays", message: `must be one of ${retentions.join(", ")}` }];
    }),
  },
  {
    name: "log-key-is-grantable",
    description:
      "The KMS key of the logs' bucket is given by its own full ARN: the instances' role names it, and an alias in a policy does not allow the use of its key.",
    source: sources.keysInPolicies,
    check: on(({ logs }, { region }) => {
      const key = knownObject(logs).kmsKeyArn;
      return [
        ...hasForm("build.logs.kmsKeyArn", key, kmsKeyArn),
        ...regionsAgree("build.logs.kmsKeyArn", key, region),
      ];
    }),
  },
  {
    name: "role-path-is-well-formed",
    description: "A role's path begins and ends with a slash, and has up to 512 characters.",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
    check: on(({ rolePath }) => hasForm("build.rolePath", rolePath, rolePathForm)),
  },
  {
    name: "user-data-fits",
    description:
      "User data is 1 to 16,383 bytes, since AWS takes 21,847 characters of Base64, and not for container images.",
    source: sources.recipes,
    check: ({ userData }, { container }) => {
      if (container && userData !== undefined)
        return [{ path: "userData", message: "is only for AMIs: leave it out" }];
      if (knownString(userData) === "") return [{ path: "userData", message: "is empty: leave it out" }];
      return Buffer.byteLength(knownString(userData) ?? "") > 16_383
        ? [{ path: "userData", message: "must be at most 16,383 bytes" }]
        : [];
    },
  },
  {
    name: "ssm-agent-is-removable",
    description: "The SSM agent is removed from Linux and macOS AMIs only.",
    source: sources.recipes,
    check: ({ removeSsmAgent }, { container, platform }) =>
      removeSsmAgent !== undefined && (container || platform === "Windows")
        ? [{ path: "removeSsmAgent", message: "is only for AMIs of Linux and macOS: leave it out" }]
        : [],
  },
];

const rolePathForm: forms.TextForm = (text) =>
  /^\/([!-~]{1,510}\/)?$/.test(text)
    ? undefined
    : "must begin and end with a slash, such as /images/, and have up to 512 characters";

/** Also that it begins where its mask says: AWS would move it there, and Pulumi see a difference for ever. */
function isAddressRange(block: string): boolean {
  const [, address = "", length = ""] = /^((?:\d{1,3}\.){3}\d{1,3})\/(1[6-9]|2[0-8])$/.exec(block) ?? [];
  const bytes = address.split(".").map(Number);
  if (bytes.length !== 4 || bytes.some((byte) => byte > 255)) return false;
  const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return number % 2 ** (32 - Number(length)) === 0;
}

/** Graviton's families have a `g` after the generation, Apple's chips are mac2 and later. */
function architectureOf(type: string): "x86_64" | "arm64" | undefined {
  const [, family, generation, features] = /^([a-z]+)(\d+)([a-z0-9-]*)\.[a-z0-9-]+$/.exec(type) ?? [];
  if (family === undefined) return /^[a-z0-9-]+\.[a-z0-9-]+$/.test(type) ? "x86_64" : undefined;
  if (family === "mac") return Number(generation) >= 2 ? "arm64" : "x86_64";
  return (features ?? "").startsWith("g") || (family === "a" && generation === "1") ? "arm64" : "x86_64";
}
