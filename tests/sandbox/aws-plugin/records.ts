// All that is not Image Builder's is only written down in the emulator, with the identifiers AWS would give it.

import { randomBytes, randomUUID } from "node:crypto";
import type { Values } from "../../../provider/src/protocol/values";
import type { Backend, Stored } from "./backend";
import { account, type Config, partitionOf } from "./config";
import { computedOf } from "./outputs";
import { resourceType } from "./resource-types";

interface Place {
  readonly region: string;
  readonly partition: string;
}

type Identify = (inputs: Values, place: Place) => Stored;

const hex = (digits: number): string => randomBytes(digits).toString("hex").slice(0, digits);
const uniqueId = (prefix: string): string => `${prefix}${hex(17).toUpperCase()}`;
const now = (): string => new Date().toISOString().replace(/\.\d+/, "");

const iam =
  (kind: string, prefix: string): Identify =>
  ({ name, path }, { partition }) => ({
    id: String(name),
    computed: {
      arn: `arn:${partition}:iam::${account}:${kind}${String(path ?? "/")}${String(name)}`,
      createDate: now(),
      uniqueId: uniqueId(prefix),
    },
  });

const ec2 =
  (kind: string, prefix: string, computed: Values = {}): Identify =>
  (_inputs, { region, partition }) => {
    const id = `${prefix}-${hex(17)}`;
    // An image's ARN names no account: it may be another's.
    const owner = kind === "image" ? "" : account;
    return {
      id,
      computed: {
        arn: `arn:${partition}:ec2:${region}:${owner}:${kind}/${id}`,
        ownerId: account,
        ...computed,
      },
    };
  };

const identify: Readonly<Record<string, Identify>> = {
  "aws:iam/role:Role": iam("role", "AROA"),
  "aws:iam/instanceProfile:InstanceProfile": iam("instance-profile", "AIPA"),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ role, policyArn }) => ({
    id: `${String(role)}/${String(policyArn)}`,
    computed: {},
  }),
  "aws:iam/rolePolicy:RolePolicy": ({ role, name }) => ({
    id: `${String(role)}:${String(name)}`,
    computed: {},
  }),
  "aws:cloudwatch/logGroup:LogGroup": ({ name }, { region, partition }) => ({
    id: String(name),
    computed: { arn: `arn:${partition}:logs:${region}:${account}:log-group:${String(name)}` },
  }),
  "aws:kms/key:Key": (_inputs, { region, partition }) => {
    const id = randomUUID();
    return { id, computed: { arn: `arn:${partition}:kms:${region}:${account}:key/${id}`, keyId: id } };
  },
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet", { ipv6CidrBlockAssociationId: "" }),
  "aws:ec2/securityGroup:SecurityGroup": ec2("security-group", "sg"),
  "aws:ec2/ami:Ami": ec2("image", "ami", {
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
  }),
  "aws:s3/bucket:Bucket": ({ bucket }, { region, partition }) => {
    const { dnsSuffix } = partitionOf(region);
    return {
      id: String(bucket),
      computed: {
        arn: `arn:${partition}:s3:::${String(bucket)}`,
        bucketDomainName: `${String(bucket)}.s3.${dnsSuffix}`,
        bucketRegion: region,
        bucketRegionalDomainName: `${String(bucket)}.s3.${region}.${dnsSuffix}`,
      },
    };
  },
  "aws:sns/topic:Topic": ({ name }, { region, partition }) => {
    const arn = `arn:${partition}:sns:${region}:${account}:${String(name)}`;
    return { id: arn, computed: { arn, beginningArchiveTime: "", owner: account } };
  },
};

export function records(config: Config): Backend {
  const request = async (method: string, type: string, id: string, body?: Values): Promise<Response> => {
    const path = [type, id].map(encodeURIComponent).join("/");
    const response = await fetch(`${config.endpoint}/_sandbox/resources/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok && response.status !== 404) {
      throw new Error(
        `the sandbox answers ${response.status} to ${method} ${type}: ${await response.text()}`,
      );
    }
    return response;
  };
  const put = (type: string, id: string, properties: Values): Promise<Response> =>
    request("PUT", type, id, { account, region: config.regionOf(properties), properties });

  return {
    async create(type, inputs, all) {
      const region = config.regionOf(all);
      const stored = identify[type]?.(inputs, { region, partition: partitionOf(region).partition });
      if (stored === undefined) {
        throw new Error(`the stand-in for the aws plugin cannot create a ${type}`);
      }
      if (stored.computed.uniqueId !== undefined && (await request("GET", type, stored.id)).ok) {
        // AWS refuses a second role or profile of a name. A record would quietly be overwritten.
        throw new Error(`creating ${type} (${stored.id}): EntityAlreadyExists: the name is taken`);
      }
      await put(type, stored.id, { ...all, ...stored.computed });
      return stored;
    },
    async read(type, id) {
      const response = await request("GET", type, id);
      if (response.status === 404) {
        return undefined;
      }
      const { properties } = (await response.json()) as { properties: Values };
      const known = Object.keys(resourceType(type).inputs).filter((key) => properties[key] !== undefined);
      const inputs = Object.fromEntries(known.map((key) => [key, properties[key]]));
      return { inputs, computed: computedOf(type, properties) };
    },
    async update(type, id, olds, _inputs, all) {
      const computed = computedOf(type, olds);
      await put(type, id, { ...computed, ...all });
      return computed;
    },
    async delete(type, id) {
      await request("DELETE", type, id);
    },
  };
}
