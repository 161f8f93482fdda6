// The role of VM import. Permissions: the user guide of VM Import/Export, "Required service role", without what only
// exports need, and for one bucket.

import { kmsKeyArn } from "../checks/identifiers";
import * as pulumi from "@pulumi/pulumi";
import type { ImageImportRoleArgs, ImageImportRoleOutputs } from "../checks/schema/generated/types";
import { inlinePolicy, role } from "../parts/iam";
import { vmServiceTrust } from "../parts/vm-service";
import type { Plan } from "../plan/plan";
import { Given, checkedTexts, policyJson } from "../plan/policy";

export function planImageImportRole(
  args: ImageImportRoleArgs,
  partition: pulumi.Input<string>,
): Plan<ImageImportRoleOutputs> {
  const importRole = role(
    "role",
    {
      name: args.roleName,
      description: "VM import, reading disks of machines in S3",
      assumeRolePolicy: vmServiceTrust(partition),
      tags: args.tags,
    },
    {
      // A name that is no longer given would stay: engine/child-options.ts has Pulumi keep what it has.
      replacementTrigger: args.roleName === undefined ? "named by Pulumi" : "named by the user",
      origins: { name: "roleName" },
    },
  );
  const policy = inlinePolicy("policy", importRole, policyOf(args, partition), {
    name: "import",
    origins: { policy: "kmsKeyArns" },
  });
  return {
    children: [importRole, policy],
    outputs: {
      // By way of the policy: whoever waits for the name also waits until the role may read.
      roleName: policy.out.role,
      roleArn: importRole.out.arn,
    },
  };
}

function policyOf(args: ImageImportRoleArgs, partition: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi
    .all([partition, args.bucketName, args.prefix, args.kmsKeyArns, args.licenseConfigurations])
    .apply(([part, bucketName, prefix, keys, licenses]) => {
      const bucket = `arn:${part}:s3:::${new Given(bucketName, "bucketName").checked(bucketName)}`;
      const folder = prefix === undefined ? "" : new Given(prefix, "prefix").checked(prefix);
      const statements = [
        { Effect: "Allow", Action: ["s3:GetBucketLocation", "s3:ListBucket"], Resource: bucket },
        { Effect: "Allow", Action: "s3:GetObject", Resource: `${bucket}/${folder}*` },
        // AWS asks for Describe* as a whole, and nowhere says which of it an import reads: one that lacks something fails
        // after hours. They only read, and know no resources.
        {
          Effect: "Allow",
          Action: ["ec2:CopySnapshot", "ec2:Describe*", "ec2:ModifySnapshotAttribute", "ec2:RegisterImage"],
          Resource: "*",
        },
        ...(keys?.length
          ? [{ Effect: "Allow", Action: keyActions, Resource: checkedTexts("kmsKeyArns", keys, kmsKeyArn) }]
          : []),
        ...(licenses ? [{ Effect: "Allow", Action: licenseActions, Resource: "*" }] : []),
      ];
      return policyJson(statements);
    });
}

const keyActions = [
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
];

const licenseActions = [
  "license-manager:GetLicenseConfiguration",
  "license-manager:ListLicenseSpecificationsForResource",
  "license-manager:UpdateLicenseSpecificationsForResource",
];
