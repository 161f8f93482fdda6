// What the `aws` provider refuses when it plans, and AWS might take: each is caught in preview first, at the user's own
// path. From the validators of the provider's schemas, version 6.34: internal/service/<file> of
// https://github.com/hashicorp/terraform-provider-aws, of every attribute that a component sets from what a user gives.

import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { checkPlanned, checkWritten } from "../../../provider/src/engine/checks";
import { toInput } from "../../../provider/src/engine/inputs";
import type { GoldenImageArgs } from "../../../provider/src/golden-image/args";
import { goldenImageRules } from "../../../provider/src/golden-image/rules";
import type { Values } from "../../../provider/src/protocol/values";
import { withAt } from "../refusals/refusal";
import { goldenImageChildren } from "../components";
import { locationOf } from "../location";

const image: Values = { source: { os: "debian-12" } };
const windows: Values = { source: { os: "windows-server-2022" } };
const box: Values = { source: { containerImage: "debian:12" }, container: {}, region: "eu-west-1" };
const fast = (own: Values): Values => ({
  ...windows,
  distribution: {
    regions: { "eu-west-1": {} },
    fastLaunch: [{ accountId: "111122223333", launchTemplateVersion: "1", ...own }],
  },
});
const sent = (own: Values): Values => ({ ...image, distribution: { regions: { "eu-west-1": {} }, ...own } });
const test = { type: "TEST" };
const nowhere = "arn:aws:kms:nowhere:111122223333:key/1234";
const e = (bytes: number): string => "é".repeat(bytes / 2 + 1);
const dockerfile =
  "FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}\n{{{ imagebuilder:components }}}\n";

const limits: [attribute: string, file: string, inputs: Values, path: string][] = [
  // StringLenBetween: bytes.
  ["description, 1024", "imagebuilder/image_pipeline.go", { ...image, description: e(1024) }, "description"],
  [
    "working_directory, 1024",
    "imagebuilder/image_recipe.go",
    { ...image, workingDirectory: e(1024) },
    "workingDirectory",
  ],
  [
    "data, 16000",
    "imagebuilder/component.go",
    { ...image, customize: [{ shell: [`echo ${e(16_000)}`] }] },
    "customize[0].shell",
  ],
  [
    "data, 16000",
    "imagebuilder/workflow.go",
    { ...image, workflows: [{ ...test, document: `# ${e(16_000)}` }] },
    "workflows[0].document",
  ],
  [
    "dockerfile_template_data, 16000",
    "imagebuilder/container_recipe.go",
    withAt(box, "container.dockerfile", `${dockerfile}# ${e(16_000)}`),
    "container.dockerfile",
  ],
  [
    "parameter.name, 256",
    "imagebuilder/image_recipe.go",
    { ...image, customize: [{ managed: "update-linux", parameters: { [e(256)]: "x" } }] },
    `customize[0].parameters["${e(256)}"]`,
  ],
  [
    "name, 126",
    "imagebuilder/component.go",
    { ...image, name: "i".repeat(100), customize: [{ name: "s".repeat(26), shell: ["true"] }] },
    "customize[0].name",
  ],
  [
    "key_pair, 1024",
    "imagebuilder/infrastructure_configuration.go",
    withAt(image, "build.keyPair", e(1024)),
    "build.keyPair",
  ],
  [
    "ami_distribution_configuration.description, 1024",
    "imagebuilder/distribution_configuration.go",
    sent({ amiDescription: e(1024) }),
    "distribution.amiDescription",
  ],
  [
    "device_name, 1024",
    "imagebuilder/image_recipe.go",
    withAt(image, "storage.deviceName", e(1024)),
    "storage.deviceName",
  ],
  [
    "user_data_base64, 21847",
    "imagebuilder/image_recipe.go",
    { ...image, userData: "x".repeat(16_384) },
    "userData",
  ],
  ["path, 512", "iam/role.go", withAt(image, "build.rolePath", `/${"x".repeat(511)}/`), "build.rolePath"],
  // ValidARN.
  [
    "execution_role",
    "imagebuilder/image_pipeline.go",
    { ...image, executionRoleArn: "image-builder" },
    "executionRoleArn",
  ],
  [
    "execution_role",
    "imagebuilder/lifecycle_policy.go",
    { ...image, lifecycle: { delete: { keepNewest: 3 }, roleArn: "cleaner" } },
    "lifecycle.roleArn",
  ],
  [
    "workflow_arn",
    "imagebuilder/image_pipeline.go",
    {
      ...image,
      workflows: [{ ...test, arn: "arn:aws:imagebuilder:nowhere:aws:workflow/test/test-image/x.x.x" }],
    },
    "workflows[0].arn",
  ],
  [
    "component_arn",
    "imagebuilder/image_recipe.go",
    { ...image, customize: [{ componentArn: "arn:aws:imagebuilder:nowhere:aws:component/x/1.0.0" }] },
    "customize[0].componentArn",
  ],
  [
    "permissions_boundary",
    "iam/role.go",
    withAt(image, "build.permissionsBoundaryArn", "arn:awsx:iam::111122223333:policy/x"),
    "build.permissionsBoundaryArn",
  ],
  [
    "policy_arn",
    "iam/role_policy_attachment.go",
    withAt(image, "build.policyArns[0]", "arn:awsx:iam::aws:policy/x"),
    "build.policyArns[0]",
  ],
  [
    "topic_arn",
    "sns/topic_subscription.go",
    { ...image, notify: { topicArn: "arn:aws:sns:nowhere:111122223333:x", emails: ["a@example.com"] } },
    "notify.topicArn",
  ],
  ["arn", "events/target.go", { ...image, notify: { topicArn: "images" } }, "notify.topicArn"],
  [
    "kms_key_id",
    "s3/object.go",
    { ...image, documentBucket: { kmsKeyArn: nowhere } },
    "documentBucket.kmsKeyArn",
  ],
  [
    "host_resource_group_arn",
    "imagebuilder/infrastructure_configuration.go",
    withAt(
      image,
      "build.placement.hostResourceGroupArn",
      "arn:aws:resource-groups:nowhere:111122223333:group/x",
    ),
    "build.placement.hostResourceGroupArn",
  ],
  [
    "license_configuration_arns",
    "imagebuilder/distribution_configuration.go",
    sent({
      licenseConfigurationArns: [
        `arn:aws:license-manager:nowhere:111122223333:license-configuration:lic-${"0".repeat(32)}`,
      ],
    }),
    "distribution.licenseConfigurationArns[0]",
  ],
  [
    "organization_arns",
    "imagebuilder/distribution_configuration.go",
    sent({ share: { organizations: ["arn:awsx:organizations::111122223333:organization/o-a1b2c3d4e5"] } }),
    "distribution.share.organizations[0]",
  ],
  // The rest.
  [
    "distribution_configuration_arn",
    "imagebuilder/image_pipeline.go",
    {
      ...image,
      distributionArn: "arn:aws:imagebuilder:eu-west-1:111122223333:distribution-configuration/All",
    },
    "distributionArn",
  ],
  [
    "dockerfile_template_uri",
    "imagebuilder/container_recipe.go",
    withAt(box, "container.dockerfileUri", "https://example.com/Dockerfile"),
    "container.dockerfileUri",
  ],
  [
    "platform_override",
    "imagebuilder/container_recipe.go",
    withAt(box, "container.platformOverride", "macOS"),
    "container.platformOverride",
  ],
  [
    "iops, 64000",
    "imagebuilder/container_recipe.go",
    { ...box, storage: { type: "io2", iops: 64_001 } },
    "storage.iops",
  ],
  [
    "iops, 100000",
    "imagebuilder/image_recipe.go",
    { ...image, storage: { type: "io2", iops: 100_001 } },
    "storage.iops",
  ],
  [
    "throughput, 2000",
    "imagebuilder/image_recipe.go",
    { ...image, storage: { iops: 80_000, throughput: 2001 } },
    "storage.throughput",
  ],
  [
    "volume_size, 16000",
    "imagebuilder/image_recipe.go",
    { ...image, storage: { size: 16_001 } },
    "storage.size",
  ],
  [
    "launch_template_id",
    "imagebuilder/distribution_configuration.go",
    sent({ launchTemplates: [{ launchTemplateId: "lt-0123456789_bcdef0" }] }),
    "distribution.launchTemplates[0].launchTemplateId",
  ],
  [
    "launch_template_id",
    "imagebuilder/distribution_configuration.go",
    fast({ launchTemplateId: "lt-0123456789-bcdef0" }),
    "distribution.fastLaunch[0].launchTemplateId",
  ],
  [
    "launch_template_name, 3",
    "imagebuilder/distribution_configuration.go",
    fast({ launchTemplateName: "ab" }),
    "distribution.fastLaunch[0].launchTemplateName",
  ],
  [
    "launch_template_name",
    "imagebuilder/distribution_configuration.go",
    fast({ launchTemplateName: "a b+c" }),
    "distribution.fastLaunch[0].launchTemplateName",
  ],
  [
    "max_parallel_launches, 10000",
    "imagebuilder/distribution_configuration.go",
    fast({ maxParallelLaunches: 10_001 }),
    "distribution.fastLaunch[0].maxParallelLaunches",
  ],
  [
    "target_resource_count, 10000",
    "imagebuilder/distribution_configuration.go",
    fast({ snapshotCount: 10_001 }),
    "distribution.fastLaunch[0].snapshotCount",
  ],
  [
    "target_account_ids",
    "imagebuilder/distribution_configuration.go",
    sent({ copyTo: ["1111"] }),
    "distribution.copyTo[0]",
  ],
  [
    "parameter_name, 1011",
    "imagebuilder/distribution_configuration.go",
    sent({ publish: { parameterName: `/imagebuilder/${"x".repeat(1000)}` } }),
    "distribution.publish.parameterName",
  ],
  [
    "timezone",
    "imagebuilder/image_pipeline.go",
    { ...image, schedule: { rate: "1 day", timeZone: "Z" } },
    "schedule.timeZone",
  ],
  [
    "http_put_response_hop_limit, 64",
    "imagebuilder/infrastructure_configuration.go",
    withAt(image, "build.metadataHopLimit", 65),
    "build.metadataHopLimit",
  ],
  [
    "retention_in_days",
    "logs/group.go",
    withAt(image, "build.logRetentionDays", 2),
    "build.logRetentionDays",
  ],
  [
    "last_launched.value, 365",
    "imagebuilder/lifecycle_policy.go",
    { ...image, lifecycle: { delete: { keepNewest: 3 }, excludeAmis: { lastLaunchedWithinDays: 366 } } },
    "lifecycle.excludeAmis.lastLaunchedWithinDays",
  ],
  [
    "filter.value, 1000",
    "imagebuilder/lifecycle_policy.go",
    { ...image, lifecycle: { delete: { keepNewest: 1001 } } },
    "lifecycle.delete.keepNewest",
  ],
  [
    "retain_at_least, 10",
    "imagebuilder/lifecycle_policy.go",
    { ...image, lifecycle: { delete: { olderThan: 3, unit: "DAYS", keepAtLeast: 11 } } },
    "lifecycle.delete.keepAtLeast",
  ],
  [
    "cidr_block",
    "ec2/vpc_.go",
    withAt(image, "build.isolatedNetwork.cidrBlock", "10.0.0.1/24"),
    "build.isolatedNetwork.cidrBlock",
  ],
  [
    "image_tag_mutability_exclusion_filter, 2 wildcards",
    "ecr/repository.go",
    withAt(box, "container.tags", ["{{ imagebuilder:a }}{{ imagebuilder:b }}{{ imagebuilder:c }}"]),
    "container.tags",
  ],
  [
    "name, not sg-",
    "ec2/vpc_security_group.go",
    withAt(image, "build.isolatedNetwork", {}),
    "the resource's own name",
  ],
];

async function pathsOf(inputs: Values, name: string): Promise<string[]> {
  const location = locationOf(inputs, "eu-west-1");
  const written = checkWritten("goldenimage:index:GoldenImage", inputs, (values) =>
    goldenImageRules(values, name, location),
  );
  if (written.length > 0) return written.map(({ path }) => path);
  const args = toInput(pulumi, inputs) as GoldenImageArgs;
  return (await checkPlanned(pulumi, name, goldenImageChildren(name, args, location))).map(
    ({ path }) => path,
  );
}

describe("What the aws provider refuses", () => {
  for (const [attribute, file, inputs, path] of limits) {
    it(`${file}: ${attribute}, at ${path.slice(0, 60)}`, async () => {
      const name = path.startsWith("the resource's") ? "sg-web" : "web";
      expect(await pathsOf(inputs, name)).to.include(path);
    });
  }
});
