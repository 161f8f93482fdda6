// Inputs with nothing wrong, which the cases spoil in one place. Between them they have every property.

import type { Values } from "../../../provider/src/protocol/values";

export const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
export const componentArn = "arn:aws:imagebuilder:eu-west-1:111122223333:component/cis-baseline/1.0.0";
export const role = "arn:aws:iam::111122223333:role/image-role";

export const small: Values = { source: { os: "amazon-linux-2023" }, region: "eu-west-1" };
export const windows: Values = { source: { os: "windows-server-2022" }, region: "eu-west-1" };
export const macos: Values = {
  source: { os: "macos-15" },
  region: "eu-west-1",
  build: { placement: { hostId: "h-0123456789abcdef0" } },
};

export const lines = { shell: ["dnf install --assumeyes nginx"] };

export const testDocument = {
  phases: [
    { name: "test", steps: [{ name: "Look", action: "ExecuteBash", inputs: { commands: ["nginx -t"] } }] },
  ],
};

export const buildDocument = { phases: [{ ...testDocument.phases[0], name: "build" }] };

export const workflowDocument = (type: string): Values => ({
  name: `own-${type.toLowerCase()}`,
  schemaVersion: 1.0,
  steps: [
    { name: "Boot", action: "LaunchInstance", onFailure: "Abort", inputs: { waitFor: "ssmAgent" } },
    {
      name: "Stop",
      action: "TerminateInstance",
      onFailure: "Continue",
      inputs: { "instanceId.$": "$.stepOutputs.Boot.instanceId" },
    },
  ],
});

export const testWorkflow: Values = { type: "TEST", document: workflowDocument("TEST") };

const files = "tests/unit/refusals/files";

const script: Values = {
  ...lines,
  name: "nginx",
  parameters: { Port: "8080" },
  workingDirectory: "/opt",
  environment: { MODE: "quiet" },
  timeoutSeconds: 600,
  maxAttempts: 2,
  onFailure: "Abort",
  reboot: false,
};

const steps = (prefix: string): Values[] => [
  { ...script, name: `${prefix}-nginx` },
  { document: buildDocument },
  { documentFile: `${files}/build.yaml` },
  { documentUri: "s3://my-bucket/agent.yaml" },
];

/** An AMI of which nearly everything is said. */
export const full: Values = {
  ...small,
  architecture: "x86_64",
  platform: "Linux",
  name: "web-server",
  version: "1.2",
  description: "What serves the web",
  tags: { Team: "marvin" },
  amiTags: { Team: "marvin" },
  imageTags: { Team: "marvin" },
  enhancedMetadata: true,
  workingDirectory: "/var/build",
  userData: "echo",
  removeSsmAgent: true,
  executionRoleArn: role,
  distributionArn: "arn:aws:imagebuilder:eu-west-1:111122223333:distribution-configuration/everywhere",
  customize: [
    ...steps("custom"),
    { managed: "hello-world-linux", managedVersion: "1.x.x" },
    { componentArn },
  ],
  harden: {
    patch: true,
    stig: "low",
    cleanUp: ["credentials", "sshKeys"],
    makeHostKeys: true,
    steps: steps("hard"),
  },
  tests: {
    enabled: true,
    builtIn: true,
    skip: ["clock-is-synchronized"],
    scan: {},
    steps: [
      { ...lines, name: "serves", parameters: { Port: "8080" }, timeoutSeconds: 60 },
      { document: testDocument },
      { documentFile: `${files}/test.yaml` },
      { managed: "simple-boot-test-linux", managedVersion: "x.x.x" },
      { componentArn: "arn:aws:imagebuilder:eu-west-1:111122223333:component/own-test/1.0.0" },
    ],
  },
  build: {
    instanceTypes: ["m7i.large"],
    subnetId: "subnet-0a1b2c3d",
    securityGroupIds: ["sg-0a1b2c3d"],
    placement: { tenancy: "host", availabilityZone: "eu-west-1a", hostId: "h-0123456789abcdef0" },
    logs: { bucketName: "my-logs", keyPrefix: "golden", kmsKeyArn: key },
    policyArns: ["arn:aws:iam::111122223333:policy/extra"],
    permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
    rolePath: "/golden/",
    resourceTags: { Team: "marvin" },
    keyPair: "operators",
    keepOnFailure: false,
    metadataHopLimit: 2,
    logRetentionDays: 30,
  },
  storage: {
    deviceName: "/dev/xvda",
    size: 100,
    type: "gp3",
    iops: 4000,
    throughput: 500,
    encrypted: true,
    kmsKeyArn: key,
    volumes: [
      {
        deviceName: "/dev/sdf",
        size: 100,
        type: "gp3",
        iops: 4000,
        throughput: 500,
        snapshotId: "snap-0123456789abcdef0",
        deleteOnTermination: true,
      },
    ],
  },
  workflows: [
    {
      ...testWorkflow,
      name: "own-test",
      parameters: {},
      onFailure: "ABORT",
      parallelGroup: "all",
    },
    { type: "BUILD", arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x" },
    { type: "TEST", documentFile: `${files}/workflow.yaml` },
  ],
  lifecycle: {
    deprecate: { olderThan: 3, unit: "MONTHS", keepAtLeast: 2 },
    disable: { olderThan: 6, unit: "MONTHS" },
    delete: { olderThan: 9, unit: "MONTHS", keepAtLeast: 2 },
    excludeTags: { keep: "always" },
    excludeAmis: {
      isPublic: false,
      regions: ["us-east-1"],
      sharedAccounts: ["111122223333"],
      lastLaunchedWithinDays: 30,
      tags: { keep: "always" },
    },
    roleArn: role,
  },
  notify: {
    topicArn: "arn:aws:sns:eu-west-1:111122223333:images",
    emails: ["platform@example.com"],
    events: ["failed"],
  },
  documentBucket: { name: "my-documents", kmsKeyArn: key },
  schedule: {
    cron: "0 3 ? * SUN *",
    afterPipelineArn: "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/base",
    timeZone: "Europe/Vienna",
    when: "always",
    enabled: true,
    disableAfterFailures: 3,
  },
};

/** A container image, of which everything that only containers have is said. */
export const container: Values = {
  source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
  region: "eu-west-1",
  container: {
    repositoryKmsKeyArn: key,
    untaggedDays: 7,
    dockerfile:
      "FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}\n{{{ imagebuilder:components }}}",
    dockerfileKmsKeyArn: key,
    platformOverride: "Linux",
    instanceImage: "ami-0123456789abcdef0",
    tags: ["newest", "{{ imagebuilder:buildDate }}"],
  },
  tests: { scan: { repositoryName: "scans", containerTags: ["weekly"] } },
};

/** Properties that exclude some of the others. */
export const others: Readonly<Record<string, Values>> = {
  ami: { source: { amiId: "ami-0123456789abcdef0" } },
  parameter: {
    source: { ssmParameter: "/team/base" },
    executionPolicyArns: ["arn:aws:iam::111122223333:policy/extra"],
  },
  image: { source: { imageArn: "arn:aws:imagebuilder:eu-west-1:111122223333:image/base/x.x.x" } },
  pipeline: {
    source: { pipelineArn: "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/base" },
  },
  product: { source: { marketplaceProductId: "prod-abcdefgh12345" } },
  network: {
    ...small,
    build: { isolatedNetwork: { cidrBlock: "10.1.0.0/24", availabilityZone: "eu-west-1a" } },
  },
  profile: { ...small, build: { instanceProfileName: "builders" } },
  group: {
    ...small,
    build: {
      placement: { hostResourceGroupArn: "arn:aws:resource-groups:eu-west-1:111122223333:group/macs" },
    },
  },
  rate: { ...small, schedule: { rate: "7 days" } },
  newest: { ...small, lifecycle: { delete: { keepNewest: 5 } } },
  repository: {
    ...small,
    container: { repositoryName: "web", dockerfileUri: "s3://my-bucket/Dockerfile" },
  },
  windows: {
    ...windows,
    customize: [{ powershell: ["Get-Date"] }],
    tests: { steps: [{ powershell: ["Get-Date"] }] },
  },
  macos,
};
