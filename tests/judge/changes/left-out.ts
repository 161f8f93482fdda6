// "Left out is not removed": each row takes one input away. What is optional and computed stays at AWS without a
// difference; anything else goes.

import type { Change, Properties, Resource, Resources } from "./change";
import { changeOf } from "./change";
import {
  anybody,
  component,
  imageBuilder,
  lifecyclePolicy,
  network,
  pipeline,
  policy,
  recipe,
  trust,
} from "./shared";

interface Row {
  readonly type: string;
  readonly input: string;
  readonly before: Properties;
  readonly after: Properties;
}

/** A row for an input at the top: everything but it stays. */
const row = (type: string, all: Properties, input: string, value: unknown): Row => ({
  type,
  input,
  before: { ...all, [input]: value },
  after: all,
});

/** A row for a nested input. */
const within = (
  type: string,
  all: Properties,
  input: string,
  before: Properties,
  after: Properties,
): Row => ({
  type,
  input,
  before: { ...all, ...before },
  after: { ...all, ...after },
});

const managedWorkflow = "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x";
const details = (action: Properties): Properties => ({
  policyDetails: [
    {
      action: { type: "DELETE", ...action },
      filter: { type: "AGE", value: 6, unit: "MONTHS", retainAtLeast: 2 },
    },
  ],
});
const volume = (ebs: Properties): Properties => ({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }] });
const endpoint: Properties = {
  vpcId: "${network.id}",
  serviceName: "com.amazonaws.eu-west-1.imagebuilder",
  vpcEndpointType: "Interface",
};
const gateway: Properties = { vpcId: "${network.id}", serviceName: "com.amazonaws.eu-west-1.s3" };
const role: Properties = { assumeRolePolicy: trust("ec2.amazonaws.com") };

const imageBuilderRows: readonly Row[] = [
  row("aws:imagebuilder:ImagePipeline", pipeline, "description", "was here"),
  row("aws:imagebuilder:ImagePipeline", pipeline, "status", "DISABLED"),
  row(
    "aws:imagebuilder:ImagePipeline",
    { ...pipeline, executionRole: "${lifecycle-role.arn}" },
    "workflows",
    [{ workflowArn: managedWorkflow }],
  ),
  row("aws:imagebuilder:ImagePipeline", pipeline, "imageScanningConfiguration", {
    imageScanningEnabled: true,
  }),
  row("aws:imagebuilder:ImagePipeline", pipeline, "imageTestsConfiguration", { imageTestsEnabled: false }),
  row("aws:imagebuilder:ImagePipeline", pipeline, "schedule", { scheduleExpression: "cron(0 3 ? * SUN *)" }),
  within(
    "aws:imagebuilder:ImagePipeline",
    pipeline,
    "schedule.timezone",
    { schedule: { scheduleExpression: "cron(0 3 ? * SUN *)", timezone: "Europe/Berlin" } },
    { schedule: { scheduleExpression: "cron(0 3 ? * SUN *)" } },
  ),
  within(
    "aws:imagebuilder:ImagePipeline",
    pipeline,
    "imageScanningConfiguration.ecrConfiguration",
    {
      imageScanningConfiguration: {
        imageScanningEnabled: true,
        ecrConfiguration: { repositoryName: "scans", containerTags: ["scan"] },
      },
    },
    { imageScanningConfiguration: { imageScanningEnabled: true } },
  ),
  row("aws:imagebuilder:ImagePipeline", pipeline, "loggingConfiguration", {
    imageLogGroupName: "/aws/imagebuilder/judge",
  }),
  row("aws:imagebuilder:Component", component, "description", "was here"),
  row("aws:imagebuilder:ImageRecipe", recipe, "systemsManagerAgent", { uninstallAfterBuild: true }),
  row("aws:imagebuilder:ImageRecipe", recipe, "userDataBase64", "ZWNobyBoZWxsbwo="),
  row("aws:imagebuilder:ImageRecipe", recipe, "workingDirectory", "/tmp"),
  within(
    "aws:imagebuilder:ImageRecipe",
    recipe,
    "blockDeviceMappings.noDevice",
    { blockDeviceMappings: [{ deviceName: "/dev/xvdb", noDevice: true }] },
    { blockDeviceMappings: [{ deviceName: "/dev/xvdb" }] },
  ),
  within(
    "aws:imagebuilder:ImageRecipe",
    recipe,
    "blockDeviceMappings.ebs.volumeType",
    volume({ volumeSize: 20, volumeType: "gp3" }),
    volume({ volumeSize: 20 }),
  ),
  row(
    "aws:imagebuilder:InfrastructureConfiguration",
    { instanceProfileName: "${profile.name}" },
    "instanceMetadataOptions",
    { httpTokens: "required" },
  ),
  row(
    "aws:imagebuilder:InfrastructureConfiguration",
    { instanceProfileName: "${profile.name}" },
    "instanceTypes",
    ["m5.large"],
  ),
  row(
    "aws:imagebuilder:InfrastructureConfiguration",
    { instanceProfileName: "${profile.name}" },
    "resourceTags",
    {
      team: "judge",
    },
  ),
  row("aws:imagebuilder:LifecyclePolicy", lifecyclePolicy, "status", "DISABLED"),
  row("aws:imagebuilder:LifecyclePolicy", lifecyclePolicy, "description", "was here"),
  within(
    "aws:imagebuilder:LifecyclePolicy",
    lifecyclePolicy,
    "policyDetails.action.includeResources",
    details({ includeResources: { amis: true, snapshots: true } }),
    details({}),
  ),
  within(
    "aws:imagebuilder:LifecyclePolicy",
    lifecyclePolicy,
    "policyDetails.action.includeResources.snapshots",
    details({ includeResources: { amis: true, snapshots: true } }),
    details({ includeResources: { amis: true } }),
  ),
];

const neighbourRows: readonly Row[] = [
  row("aws:cloudwatch:LogGroup", {}, "retentionInDays", 30),
  row("aws:iam:Role", role, "description", "was here"),
  row("aws:iam:Role", role, "maxSessionDuration", 7200),
  row("aws:iam:Role", role, "inlinePolicies", [{ name: "inline", policy: policy("s3:GetObject") }]),
  row("aws:iam:Role", role, "managedPolicyArns", ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]),
  row("aws:kms:Key", {}, "description", "was here"),
  row("aws:kms:Key", {}, "policy", anybody("kms:*", "*")),
  row("aws:kms:Key", {}, "enableKeyRotation", true),
  row("aws:sns:Topic", {}, "displayName", "Judge"),
  row("aws:sns:Topic", {}, "signatureVersion", 2),
  row("aws:sns:Topic", {}, "tracingConfig", "Active"),
  row("aws:ec2:LaunchTemplate", {}, "description", "was here"),
  row("aws:ec2:LaunchTemplate", {}, "metadataOptions", { httpTokens: "required", httpEndpoint: "enabled" }),
  within(
    "aws:ec2:LaunchTemplate",
    {},
    "blockDeviceMappings.ebs.volumeType",
    volume({ volumeSize: 20, volumeType: "gp3" }),
    volume({ volumeSize: 20 }),
  ),
  row("aws:ecr:Repository", { forceDelete: true }, "imageScanningConfiguration", { scanOnPush: true }),
  row("aws:s3:Bucket", { forceDestroy: true }, "tags", { team: "judge" }),
  row("aws:ssm:Parameter", { type: "String", value: "ami-00000000000000000" }, "description", "was here"),
];

const networkRows: readonly Row[] = [
  row("aws:ec2:SecurityGroup", { vpcId: "${network.id}" }, "egress", [
    { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
  ]),
  row("aws:ec2:SecurityGroup", { vpcId: "${network.id}" }, "ingress", [
    { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.20.0.0/16"] },
  ]),
  row("aws:ec2:VpcEndpoint", endpoint, "subnetIds", ["${subnet.id}"]),
  row("aws:ec2:VpcEndpoint", endpoint, "securityGroupIds", ["${group.id}"]),
  row("aws:ec2:VpcEndpoint", gateway, "routeTableIds", ["${routes.id}"]),
  row("aws:ec2:VpcEndpoint", gateway, "policy", policy("s3:GetObject")),
];

const nameOf = ({ type, input }: Row, index: number): string =>
  `${index}-${type.split(":").at(-1)}-${input}`.replaceAll(".", "-").toLowerCase();

function combined(rows: readonly Row[], side: "before" | "after", shared: Resources): Resources {
  const under = rows.map((each, index): [string, Resource] => [
    nameOf(each, index),
    // So that what is taken away is still deleted last.
    {
      type: each.type,
      properties: each[side],
      options: { dependsOn: Object.keys(shared).map((key) => `\${${key}}`) },
    },
  ]);
  return { ...shared, ...Object.fromEntries(under) };
}

const together = (name: string, rows: readonly Row[], shared: Resources): Change =>
  changeOf(
    `left-out-${name}`,
    `inputs that are taken away: ${name}`,
    combined(rows, "before", shared),
    combined(rows, "after", shared),
  );

export const leftOut: readonly Change[] = [
  together("image-builder", imageBuilderRows, imageBuilder),
  together("neighbours", neighbourRows, {}),
  together("network", networkRows, network),
];
