// Disk images for machines outside AWS: the buckets that receive them, and the role by which EC2 writes there.

import * as pulumi from "@pulumi/pulumi";
import { Interpolated, Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { Given, Policy } from "../plan/policy";
import { planPrivateBucket } from "../parts/private-bucket";
import { vmServiceTrust } from "../parts/vm-service";
import { partitionId } from "../checks/service-model/model";
import type { RegionArgs, RegionPlan } from "./args";

type ExportArgs = NonNullable<RegionArgs["export"]>;

interface Exporting {
  region: string;
  settings: ExportArgs;
  /** Where the user wrote the export. */
  path: string;
}

/** What Image Builder is told about the export of a region. */
export function exportSettings(
  { region, settings: { export: settings } }: RegionPlan,
  prefix: string,
): Record<string, unknown> | undefined {
  if (settings === undefined) return undefined;
  return {
    diskImageFormat: pulumi.output(settings.format).apply((format) => format.toUpperCase()),
    s3Bucket: settings.bucket ?? new Ref(bucketKey(region, prefix), "bucket"),
    s3Prefix: settings.prefix,
    roleName: settings.roleName ?? new Ref(roleKey(prefix), "name"),
  };
}

export const roleKey = (prefix: string): string => `${prefix}export-role`;
const bucketKey = (region: string, prefix: string): string => `${prefix}export-${region}`;

export const exportRoleNeeded = (plans: readonly RegionPlan[]): boolean =>
  exporting(plans).some(({ settings }) => settings.roleName === undefined);

export function planExports(plans: readonly RegionPlan[], tags: unknown, prefix: string): Child[] {
  const all = exporting(plans);
  return [
    ...all
      .filter(({ settings }) => settings.bucket === undefined)
      // An AMI is exported in its own region, so the bucket is there. It has S3's own key: a KMS key would have to let
      // the export's role in, and is a choice to make with a bucket given.
      .flatMap(({ region }) => planPrivateBucket(bucketKey(region, prefix), { tags, region })),
    ...planRole(
      all.filter(({ settings }) => settings.roleName === undefined),
      tags,
      prefix,
    ),
  ];
}

const exporting = (plans: readonly RegionPlan[]): Exporting[] =>
  plans.flatMap(({ region, settings, at }) =>
    settings.export === undefined ? [] : [{ region, settings: settings.export, path: at("export") }],
  );

/** One role for all regions, since IAM has none. */
function planRole(all: readonly Exporting[], tags: unknown, prefix: string): Child[] {
  if (all.length === 0) return [];
  const key = roleKey(prefix);
  return [
    {
      key,
      type: "aws:iam/role:Role",
      args: {
        description: "Lets EC2 write disk images to S3",
        assumeRolePolicy: vmServiceTrust,
        tags,
      },
    },
    {
      key: `${key}-policy`,
      type: "aws:iam/rolePolicy:RolePolicy",
      args: { name: "export", role: new Ref(key, "name"), policy: writing(all, prefix) },
    },
  ];
}

function writing(all: readonly Exporting[], prefix: string): Policy {
  const buckets = all.map(({ region, settings, path }) => ({
    arn:
      settings.bucket === undefined
        ? new Ref(bucketKey(region, prefix), "arn")
        : new Interpolated([
            `arn:${partitionId(region)}:s3:::`,
            new Given(settings.bucket, `${path}.bucket`),
          ]),
    folder: settings.prefix === undefined ? "" : new Given(settings.prefix, `${path}.prefix`),
  }));
  return new Policy("inline", [
    {
      Sid: "FindBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"],
      Resource: buckets.map(({ arn }) => arn),
    },
    {
      Sid: "WriteDiskImages",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: buckets.map(({ arn, folder }) => new Interpolated([arn, "/", folder, "*"])),
    },
    {
      // AWS asks for these, and for Describe* as a whole: here are those that an export can need. They have no
      // narrower resource: nobody knows the snapshots beforehand.
      Sid: "ReadImages",
      Effect: "Allow",
      Action: [
        "ec2:CopySnapshot",
        "ec2:DescribeExportImageTasks",
        "ec2:DescribeImageAttribute",
        "ec2:DescribeImages",
        "ec2:DescribeSnapshotAttribute",
        "ec2:DescribeSnapshots",
        "ec2:DescribeTags",
        "ec2:ModifySnapshotAttribute",
        "ec2:RegisterImage",
      ],
      Resource: "*",
    },
  ]);
}
