// Where an image is built, and with which instances.

import * as pulumi from "@pulumi/pulumi";
import { child } from "../plan/child";
import type { Made } from "../plan/child";
import { someTags } from "../plan/tags";
import type { Context, GoldenImageArgs } from "./args";
import type { Decisions } from "./decisions";
import { defaultLogPrefix } from "./instance-role";
import type { InstanceRole } from "./instance-role";
import type { Network } from "./network";

const defaultLogRetentionDays = 90;

export const planLogGroup = ({ name, args }: Context): Made<"aws:cloudwatch/logGroup:LogGroup"> =>
  child({
    key: "log-group",
    type: "aws:cloudwatch/logGroup:LogGroup",
    // The group to which Image Builder writes when nothing else is said; made here so that it has a retention.
    args: {
      name: `/aws/imagebuilder/${name}`,
      retentionInDays: args.build?.logRetentionDays ?? defaultLogRetentionDays,
      tags: args.tags,
      region: args.region,
    },
  });

export type Infrastructure = Made<"aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration">;

/** Absent where it says nothing: such a block does not reach AWS, and each update would give it again. */
function placementOf({ placement }: NonNullable<GoldenImageArgs["build"]>): typeof placement {
  if (placement === undefined || Object.values(placement).every((value) => value === undefined)) {
    return undefined;
  }
  const { hostId, hostResourceGroupArn, tenancy } = placement;
  return { ...placement, tenancy: tenancy ?? ((hostId ?? hostResourceGroupArn) ? "host" : undefined) };
}

export function planInfrastructure(context: Context, role: InstanceRole, network: Network): Infrastructure {
  const { args, decisions } = context;
  const build = args.build ?? {};
  const { logs } = build;
  return child({
    key: "infrastructure",
    type: "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration",
    args: {
      description: args.description,
      instanceProfileName: role.instanceProfileName,
      instanceTypes: build.instanceTypes ?? [defaultInstanceType(decisions)],
      instanceMetadataOptions: {
        httpTokens: "required",
        // A container on the instance is one hop further away.
        httpPutResponseHopLimit: build.metadataHopLimit ?? (decisions.container ? 2 : 1),
      },
      subnetId: network.subnetId,
      securityGroupIds: network.securityGroupIds,
      keyPair: build.keyPair,
      placement: placementOf(build),
      logging: logs && {
        s3Logs: { s3BucketName: logs.bucketName, s3KeyPrefix: logs.keyPrefix ?? defaultLogPrefix },
      },
      resourceTags: someTags(build.resourceTags),
      // The types' comment and the API's documentation disagree on what AWS does when it is left out.
      terminateInstanceOnFailure: pulumi.output(build.keepOnFailure ?? false).apply((keep) => !keep),
      tags: args.tags,
      region: args.region,
    },
    origins: {
      description: "description",
      instanceProfileName: "build.instanceProfileName",
      instanceTypes: "build.instanceTypes",
      "instanceMetadataOptions.httpPutResponseHopLimit": "build.metadataHopLimit",
      subnetId: "build.subnetId",
      securityGroupIds: "build.securityGroupIds",
      keyPair: "build.keyPair",
      placement: "build.placement",
      "logging.s3Logs.s3BucketName": "build.logs.bucketName",
      "logging.s3Logs.s3KeyPrefix": "build.logs.keyPrefix",
      resourceTags: "build.resourceTags",
      tags: "tags",
    },
    after: [...role.permissions, ...network.after],
  });
}

function defaultInstanceType({ platform, architecture }: Decisions): string {
  if (platform === "macOS") return architecture === "arm64" ? "mac2.metal" : "mac1.metal";
  if (platform === "Windows") return "m5.large";
  return architecture === "arm64" ? "t4g.medium" : "t3.medium";
}
