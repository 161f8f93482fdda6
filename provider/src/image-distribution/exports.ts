// Disk images for machines outside AWS: the buckets that receive them, and the role by which EC2 writes there.

import type { imagebuilder as aws } from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import { partitionId } from "../checks/service-model/model";
import { inlinePolicy, role } from "../parts/iam";
import type { Role } from "../parts/iam";
import { planPrivateBucket } from "../parts/private-bucket";
import { vmServiceTrust } from "../parts/vm-service";
import type { Child, Fields } from "../plan/child";
import { text } from "../plan/deferred";
import type { Text } from "../plan/deferred";
import { Given, allow } from "../plan/policy";
import type { Statement } from "../plan/policy";
import type { Tags } from "../plan/tags";
import type { RegionArgs, RegionPlan } from "./regions";

/** What Image Builder is told about the export of a region. */
type ExportSettings = Fields<aws.DistributionConfigurationDistributionS3ExportConfiguration> & {
  s3Bucket: Text;
};

export interface Exports {
  children: Child[];
  /** By region. */
  settings: ReadonlyMap<string, ExportSettings>;
  /** The role, where one is made. */
  role: Role | undefined;
}

export function planExports(plans: readonly RegionPlan[], tags: Tags | undefined, prefix: string): Exports {
  const children: Child[] = [];
  const exporting = plans.flatMap(({ region, settings, at }): Exporting[] => {
    if (settings.export === undefined) return [];
    const path = at("export");
    if (settings.export.bucket !== undefined) {
      const { bucket } = settings.export;
      const arn = text`arn:${partitionId(region)}:s3:::${new Given(bucket, `${path}.bucket`)}`;
      return [{ region, settings: settings.export, path, bucket, arn }];
    }
    // An AMI is exported in its own region, so the bucket is there. It has S3's own key: a KMS key would have to let
    // the export's role in, and is a choice to make with a bucket given.
    const made = planPrivateBucket(`${prefix}export-${region}`, { tags, region });
    children.push(...made.children);
    const { bucket, arn } = made.bucket.out;
    return [{ region, settings: settings.export, path, bucket, arn }];
  });
  const byMade = exporting.filter(({ settings }) => settings.roleName === undefined);
  const made = planRole(`${prefix}export-role`, byMade, tags);
  children.push(...(made?.children ?? []));
  const roleName = ({ roleName: given }: ExportArgs): Text => {
    const text = given ?? made?.role.out.name;
    if (text === undefined) throw new Error("unreachable: a role is made where none is given");
    return text;
  };
  const settingsOf = ({ settings, bucket }: Exporting): ExportSettings => ({
    diskImageFormat: pulumi.output(settings.format).apply((format) => format.toUpperCase()),
    s3Bucket: bucket,
    s3Prefix: settings.prefix,
    roleName: roleName(settings),
  });
  return {
    children,
    settings: new Map(exporting.map((one) => [one.region, settingsOf(one)])),
    role: made?.role,
  };
}

/** One role for all regions, since IAM has none. */
function planRole(
  key: string,
  exporting: readonly Exporting[],
  tags: Tags | undefined,
): { role: Role; children: Child[] } | undefined {
  const [first] = exporting;
  if (first === undefined) return undefined;
  const made = role(key, {
    description: "Lets EC2 write disk images to S3",
    assumeRolePolicy: vmServiceTrust(partitionId(first.region)),
    tags,
  });
  return {
    role: made,
    children: [made, inlinePolicy(`${key}-policy`, made, writing(exporting), { name: "export" })],
  };
}

type ExportArgs = NonNullable<RegionArgs["export"]>;

interface Exporting {
  region: string;
  settings: ExportArgs;
  /** Where the user wrote the export. */
  path: string;
  bucket: Text;
  /** Of the bucket. */
  arn: Text;
}

function writing(all: readonly Exporting[]): Statement[] {
  const objects = all.map(({ settings, path, arn }) => {
    const folder = settings.prefix === undefined ? "" : new Given(settings.prefix, `${path}.prefix`);
    return text`${arn}/${folder}*`;
  });
  return [
    allow(
      "FindBucket",
      ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"],
      all.map(({ arn }) => arn),
    ),
    allow("WriteDiskImages", ["s3:GetObject", "s3:PutObject"], objects),
    // AWS asks for these, and for Describe* as a whole: here are those that an export can need. They have no narrower
    // resource: nobody knows the snapshots beforehand.
    allow(
      "ReadImages",
      [
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
      "*",
    ),
  ];
}
