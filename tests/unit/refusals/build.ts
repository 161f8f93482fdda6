// Where an image is built and tested, on which volumes, and container images.

import { checkNames } from "../../../provider/src/documents/built-in";
import { container, full, key, macos, others, small, windows } from "./bases";
import { refused, spoiled } from "./refusal";
import type { Refusal } from "./refusal";

const { ami = {}, group = {}, network = {}, profile = {}, repository = {} } = others;
const elsewhere = (arn: string): string => arn.replace("eu-west-1", "us-east-1");
const otherRegion = "=must be in 'eu-west-1', the region where it is used";
const wholeKey = "=must be the full ARN of a KMS key or alias";
const range = "=must be an address range of /16 to /28, such as 10.255.255.0/24";
const bucket = "=must be the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens";
const policy = "=must be the ARN of a policy, such as arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

const networks: Refusal[] = [
  refused(
    "a subnet alone",
    small,
    { build: { subnetId: "subnet-0a1b2c3d" } },
    "build.securityGroupIds: is required with 'subnetId'",
  ),
  refused(
    "a security group alone",
    small,
    { build: { securityGroupIds: ["sg-0a1b2c3d"] } },
    "build.subnetId: is required with 'securityGroupIds'",
  ),
  spoiled(full, "build.subnetId", "my-subnet", "=must be a subnet's ID, such as subnet-0a1b2c3d"),
  spoiled(
    full,
    "build.securityGroupIds[0]",
    "default",
    "=must be a security group's ID, such as sg-0a1b2c3d",
  ),
  spoiled(full, "build.securityGroupIds", [], "=is empty: leave it out"),
  spoiled(
    full,
    "build.securityGroupIds",
    ["sg-0a1b2c3d", "sg-0a1b2c3d"],
    "build.securityGroupIds[1]: is the same as build.securityGroupIds[0]: leave one out",
  ),
  refused(
    "a subnet in an isolated network",
    small,
    { build: { isolatedNetwork: {}, subnetId: "subnet-0a1b2c3d", securityGroupIds: ["sg-0a1b2c3d"] } },
    "build.subnetId: can't be combined with 'isolatedNetwork', which makes its own",
    "build.securityGroupIds: can't be combined with 'isolatedNetwork', which makes its own",
  ),
  ...["10.0.0.0/8", "10.0.0.0/29", "10.0.0.0", "10.0.300.0/24", "10.0.0.7/24", "fd00::/24"].map((block) =>
    spoiled(network, "build.isolatedNetwork.cidrBlock", block, range),
  ),
  spoiled(
    network,
    "build.isolatedNetwork.availabilityZone",
    "us-east-1a",
    "=must be a zone of the region, such as eu-west-1a",
  ),
  spoiled(
    full,
    "build.placement.availabilityZone",
    "eu-west-1",
    "=must be a zone of the region, such as eu-west-1a",
  ),
];

const hosts: Refusal[] = [
  spoiled(
    full,
    "build.placement.hostResourceGroupArn",
    "arn:aws:resource-groups:eu-west-1:111122223333:group/macs",
    "build.placement: has 'hostId' and 'hostResourceGroupArn': set one of them",
  ),
  spoiled(full, "build.placement.tenancy", "dedicated", "=must be 'host', since 'hostId' names one"),
  spoiled(
    full,
    "build.placement.hostId",
    "mac-1",
    "=must be a dedicated host's ID, such as h-0123456789abcdef0",
  ),
  spoiled(
    group,
    "build.placement.hostResourceGroupArn",
    "macs-of-ours",
    "=must be the ARN of a host resource group",
  ),
  spoiled(
    group,
    "build.placement.hostResourceGroupArn",
    "arn:aws:resource-groups:us-east-1:111122223333:group/macs",
    otherRegion,
  ),
  refused(
    "a container on one hop",
    container,
    { build: { metadataHopLimit: 1 } },
    "build.metadataHopLimit: must be at least 2 for container images",
  ),
];

const roles: Refusal[] = [
  spoiled(
    profile,
    "build.policyArns",
    ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
    "=can't be combined with 'instanceProfileName': attach them to its role",
  ),
  spoiled(full, "build.policyArns[0]", "Reader", policy),
  spoiled(full, "build.policyArns[0]", "arn:aws:iam::111122223333:role/reader", policy),
  spoiled(full, "build.permissionsBoundaryArn", "boundary", policy),
  spoiled(
    full,
    "build.policyArns",
    ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"],
    "build.policyArns[1]: is the same as build.policyArns[0]: leave one out",
  ),
  ...["golden", "/golden", "golden/", "/my golden/"].map((path) =>
    spoiled(full, "build.rolePath", path, "=must begin and end with a slash, such as /images/"),
  ),
  spoiled(
    full,
    "build.rolePath",
    `/${"x".repeat(511)}/`,
    "=must begin and end with a slash, such as /images/",
  ),
];

const many = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`key-${index}`, "0042"]));

const instances: Refusal[] = [
  spoiled(full, "build.resourceTags", many, "=has 31 tags, but at most 30 are allowed"),
  ...["CreatedBy", "Ec2ImageBuilderArn", "Name", "Tags"].map((name) =>
    spoiled(full, `build.resourceTags["${name}"]`, "ourselves", "=is a tag that Image Builder sets itself"),
  ),
  spoiled(
    full,
    'build.resourceTags["aws:x"]',
    "ourselves",
    "=has a key that begins with 'aws:', which only AWS may use",
  ),
  spoiled(full, "build.instanceTypes", [], "=is empty: leave it out"),
  spoiled(
    full,
    "build.instanceTypes",
    ["m7i.large", "m7i.large"],
    "build.instanceTypes[1]: is the same as build.instanceTypes[0]: leave one out",
  ),
  spoiled(full, "build.instanceTypes[0]", "large", "=must be an instance type, such as t3.medium"),
  spoiled(full, "build.instanceTypes[0]", "M7I.large", "=must be an instance type, such as t3.medium"),
  spoiled(
    full,
    "build.instanceTypes[0]",
    "m7g.large",
    "=has the architecture arm64, but the image has x86_64",
  ),
  spoiled(
    full,
    "build.instanceTypes[0]",
    "a1.large",
    "=has the architecture arm64, but the image has x86_64",
  ),
  refused(
    "an x86 instance for Arm",
    small,
    { architecture: "arm64", build: { instanceTypes: ["c6gd.large", "c6i.large"] } },
    "build.instanceTypes[1]: has the architecture x86_64, but the image has arm64",
  ),
  spoiled(full, "build.instanceTypes[0]", "mac1.metal", "=is only for macOS"),
  spoiled(
    macos,
    "build.instanceTypes",
    ["m7g.metal"],
    "build.instanceTypes[0]: is not a Mac: macOS needs one, such as mac2.metal",
  ),
];

const logs: Refusal[] = [
  ...["s3://my-logs", "My_Logs", "lo"].map((name) => spoiled(full, "build.logs.bucketName", name, bucket)),
  ...[0, 2, 100, 4000].map((days) =>
    spoiled(full, "build.logRetentionDays", days, "=must be one of 1, 3, 5, 7, 14"),
  ),
  spoiled(full, "build.logs.kmsKeyArn", "alias/logs", "=must be the full ARN of a KMS key, such as"),
  spoiled(
    full,
    "build.logs.kmsKeyArn",
    key.replace(/key\/.*$/, "alias/logs"),
    "=is an alias, which a policy does not look behind: give the ARN of the key itself",
  ),
  spoiled(
    full,
    "build.logs.kmsKeyArn",
    key.replace(/key\/.*$/, "key/*"),
    "=must be the full ARN of a KMS key",
  ),
  ...["*", "web/*", "we?", "${aws:username}/"].map((prefix) =>
    spoiled(full, "build.logs.keyPrefix", prefix, "=must not contain *, ? or ${"),
  ),
  ...["*", "bu*ket", "arn:aws:s3:::logs/*"].map((name) =>
    spoiled(
      full,
      "build.logs.bucketName",
      name,
      name.startsWith("arn:") ? "=must be the name of a bucket, not an ARN: such as build-logs" : bucket,
    ),
  ),
  ...[key.replace(/key\/.*$/, "key/*"), key.replace(/key\/.*$/, "alias/*")].map((wide) =>
    spoiled(full, "storage.kmsKeyArn", wide, wholeKey),
  ),
  spoiled(full, "build.logs.kmsKeyArn", elsewhere(key), otherRegion),
];

const data: Refusal[] = [
  spoiled(small, "userData", "", "=is empty: leave it out"),
  spoiled(small, "userData", "#".repeat(16_384), "=must be at most 16,383 bytes"),
  spoiled(container, "userData", "echo", "=is only for AMIs"),
  spoiled(windows, "removeSsmAgent", true, "=is only for AMIs of Linux and macOS: leave it out"),
  spoiled(container, "removeSsmAgent", false, "=is only for AMIs of Linux and macOS: leave it out"),
];

const volumes: Refusal[] = [
  spoiled(small, "storage", { type: "io1" }, "storage.iops: is required for io1"),
  spoiled(small, "storage", { type: "io2", size: 20 }, "storage.iops: is required for io2"),
  spoiled(
    small,
    "storage.volumes[0]",
    { deviceName: "/dev/sdf", type: "io2" },
    "storage.volumes[0].iops: is required for io2",
  ),
  spoiled(small, "storage", { iops: 80_001 }, "storage.iops: must be at most 80000 for gp3"),
  spoiled(small, "storage", { type: "io1", iops: 64_001 }, "storage.iops: must be at most 64000 for io1"),
  spoiled(
    container,
    "storage",
    { type: "io2", iops: 64_001 },
    "storage.iops: must be at most 64000 for containers",
  ),
  spoiled(small, "storage", { type: "gp2", iops: 3000 }, "storage.iops: is not for gp2: choose gp3"),
  spoiled(small, "storage", { type: "gp2", throughput: 200 }, "storage.throughput: is only for gp3"),
  spoiled(
    small,
    "storage",
    { type: "io2", iops: 4000, throughput: 200 },
    "storage.throughput: is only for gp3",
  ),
  spoiled(
    small,
    "storage",
    { iops: 2999 },
    "storage.iops: must be at least 3000 for gp3, which is the default",
  ),
  spoiled(
    small,
    "storage",
    { size: 8, iops: 4001 },
    "storage.iops: is too much for the size: gp3 has at most 500 a GiB",
  ),
  spoiled(
    small,
    "storage",
    { type: "io1", size: 8, iops: 401 },
    "storage.iops: is too much for the size: io1 has at most 50 a GiB",
  ),
  spoiled(
    small,
    "storage",
    { type: "io2", size: 8, iops: 8001 },
    "storage.iops: is too much for the size: io2 has at most 1000 a GiB",
  ),
  spoiled(
    small,
    "storage",
    { throughput: 751 },
    "storage.throughput: is too much for the IOPS: gp3 has at most 0.25 MiB/s for each, so 'iops' must be at least 3004",
  ),
  spoiled(
    full,
    "storage.volumes[0].snapshotId",
    "my-snapshot",
    "=must be a snapshot's ID, such as snap-0123456789abcdef0",
  ),
  spoiled(
    full,
    "storage.encrypted",
    false,
    "storage.kmsKeyArn: needs an encrypted volume: leave 'encrypted' out",
  ),
  spoiled(full, "storage.kmsKeyArn", "1234abcd-12ab-34cd-56ef-1234567890ab", wholeKey),
  spoiled(full, "storage.kmsKeyArn", elsewhere(key), otherRegion),
  spoiled(
    small,
    "storage.volumes",
    [{ deviceName: "/dev/xvda" }],
    "storage.volumes[0].deviceName: is the same as the device of the root volume: choose another",
  ),
  spoiled(
    small,
    "storage.volumes",
    [{ deviceName: "/dev/sdf" }, { deviceName: "/dev/sdf" }],
    "storage.volumes[1].deviceName: is the same as storage.volumes[0].deviceName: choose another",
  ),
];

const building = {
  type: "BUILD",
  arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x",
};
const unscanning = {
  type: "TEST",
  document: {
    name: "hold-on",
    schemaVersion: 1.0,
    steps: [{ name: "HoldOn", action: "WaitForAction" }],
  },
};

const tests: Refusal[] = [
  spoiled(small, "tests.skip", ["clock-is-synchronised"], "tests.skip[0]: is not a check; did you mean "),
  spoiled(
    small,
    "tests.skip",
    checkNames({ platform: "Linux", container: false }),
    "=leaves no check: set 'tests.builtIn' to false instead",
  ),
  spoiled(small, "tests", { enabled: false, scan: {} }, "tests.scan: needs tests: leave 'tests.enabled' out"),
  spoiled(small, "tests.scan.repositoryName", "scans", "=is only for container images"),
  spoiled(
    small,
    "tests.scan",
    { repositoryName: "scans", containerTags: ["weekly"] },
    "tests.scan.repositoryName: is only for container images",
    "tests.scan.containerTags: is only for container images",
  ),
  spoiled(
    container,
    "tests.scan",
    { repositoryName: "scans", containerTags: [] },
    "tests.scan.containerTags: is empty: leave it out",
  ),
  spoiled(
    container,
    "tests.scan",
    { containerTags: ["weekly"] },
    "tests.scan.containerTags: needs 'tests.scan.repositoryName', a repository that exists",
  ),
  spoiled(
    small,
    "tests.scan.failOn",
    { severity: "HIHG" },
    "tests.scan.failOn.severity: must be one of LOW, MEDIUM, HIGH, CRITICAL; did you mean HIGH?",
  ),
  spoiled(small, "tests.scan.failOn", { severity: 7 }, "tests.scan.failOn.severity: must be a string"),
  spoiled(
    small,
    "tests.scan.failOn",
    { severity: "HIGH", fixAvailable: "yes" },
    "tests.scan.failOn.fixAvailable: must be true or false",
  ),
  spoiled(
    small,
    "tests.scan.failOn",
    { severity: "HIGH", fix: true },
    "tests.scan.failOn.fix: is unknown; possible are fixAvailable, severity",
  ),
  spoiled(
    container,
    "tests.scan.failOn",
    { severity: "HIGH" },
    "=is only for AMIs: leave it out, and use 'failOnSeverity' of an ImageBuild",
  ),
  ...[
    ["none that tests", []],
    ["one that doesn't wait for the scan", [unscanning]],
  ].map(([, more]) =>
    refused(
      "a gate that nothing waits at",
      small,
      { tests: { scan: { failOn: { severity: "HIGH" } } }, workflows: [building, ...(more as object[])] },
      "tests.scan.failOn: needs a workflow of type TEST that waits for the scan",
    ),
  ),
];

const placeholders = [
  "FROM {{{ imagebuilder:parentImage }}}",
  "{{{ imagebuilder:environments }}}",
  "{{{ imagebuilder:components }}}",
];

const containers: Refusal[] = [
  refused(
    "macOS of one's own in a container",
    ami,
    {
      source: { imageArn: "arn:aws:imagebuilder:eu-west-1:111122223333:image/base/x.x.x" },
      platform: "macOS",
      container: {},
      build: { placement: { hostId: "h-0123456789abcdef0" } },
    },
    "container: is not available for macOS",
  ),
  spoiled(container, "container.platformOverride", "macOS", "=must be Linux or Windows"),
  spoiled(
    container,
    "container.dockerfileUri",
    "s3://my-bucket/Dockerfile",
    "container: has 'dockerfile' and 'dockerfileUri': set one of them",
  ),
  // One without the others is warned of: tests/unit/golden-image/document-warnings.test.ts.
  spoiled(
    container,
    "container.dockerfile",
    placeholders.slice(1).join("\n"),
    `=must contain ${placeholders[0]}`,
  ),
  spoiled(
    container,
    "container.dockerfile",
    placeholders.join("\n").replace("{{{ imagebuilder:components }}}", "{{ imagebuilder:components }}"),
    "=line 3: 'imagebuilder:components' must stand between three braces",
  ),
  spoiled(
    repository,
    "container.dockerfileUri",
    "https://my-bucket/Dockerfile",
    "=must be an S3 URI, such as s3://my-bucket/Dockerfile",
  ),
  spoiled(
    container,
    "container.instanceImage",
    "amazon-linux",
    "=must be an AMI ID such as ami-0123456789abcdef0, or ssm: and a parameter's name",
  ),
  spoiled(repository, "container.platformOverride", "Linux", "=requires 'source.containerImage'"),
  spoiled(
    repository,
    "container.untaggedDays",
    7,
    "=is only for a repository that is made here: leave it out",
  ),
  spoiled(
    repository,
    "container.repositoryKmsKeyArn",
    key,
    "=is only for a repository that is made here: leave it out",
  ),
  ...["Web", "web--server", "w", "/web", "web server"].map((name) =>
    spoiled(
      repository,
      "container.repositoryName",
      name,
      "=must be lower-case letters and digits, with . _ - / between them, 2 to 256 characters",
    ),
  ),
  ...["repositoryKmsKeyArn", "dockerfileKmsKeyArn"].map((property) =>
    spoiled(container, `container.${property}`, elsewhere(key), otherRegion),
  ),
  spoiled(container, "container.dockerfileKmsKeyArn", "1234abcd", wholeKey),
  spoiled(container, "container.repositoryKmsKeyArn", "1234abcd", "=must be the full ARN of a KMS key"),
  spoiled(
    container,
    "container.repositoryKmsKeyArn",
    "arn:aws:kms:eu-west-1:111122223333:alias/images",
    "=is an alias, which AWS answers with its key",
  ),
  spoiled(container, "container.untaggedDays", 0, "=must be at least 1"),
  spoiled(
    container,
    "amiTags",
    { Team: "marvin" },
    "=is only for AMIs: tags of a container are in 'container.tags'",
  ),
];

export const buildRefusals: readonly Refusal[] = [
  ...networks,
  ...hosts,
  ...roles,
  ...instances,
  ...logs,
  ...data,
  ...volumes,
  ...tests,
  ...containers,
];
