// An input that is optional and computed keeps its value where the program leaves it out, in the stand-in as under the
// bridge: no difference, no request, and an update for another reason sends what is kept.

import { expect } from "chai";
import type { Values } from "../../provider/src/protocol/values";
import { resourceType, type Shape } from "../../sandbox/aws-plugin/resource-types";
import { reading, request, subject, useStandIn } from "./stand-in";

const pipeline = "aws:imagebuilder/imagePipeline:ImagePipeline";

/**
 * What the provider was seen to keep, type by type. Names that Pulumi makes, and `region`, are another matter; so is a
 * security group's description, which Terraform keeps too, but for which @pulumi/aws has a default of its own.
 */
const kept: Readonly<Record<string, readonly string[]>> = {
  [pipeline]: [
    "workflows",
    "imageScanningConfiguration",
    "imageScanningConfiguration.ecrConfiguration",
    "imageTestsConfiguration",
    "schedule.timezone",
  ],
  "aws:imagebuilder/component:Component": ["data"],
  "aws:imagebuilder/workflow:Workflow": ["data"],
  "aws:imagebuilder/containerRecipe:ContainerRecipe": ["dockerfileTemplateData"],
  "aws:imagebuilder/imageRecipe:ImageRecipe": ["systemsManagerAgent", "userDataBase64"],
  "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy": [
    "policyDetails.action.includeResources.amis",
    "policyDetails.action.includeResources.containers",
    "policyDetails.action.includeResources.snapshots",
    "policyDetails.exclusionRules.amis.isPublic",
  ],
  "aws:cloudwatch/logGroup:LogGroup": ["logGroupClass", "deletionProtectionEnabled"],
  "aws:ec2/launchTemplate:LaunchTemplate": [
    "defaultVersion",
    "metadataOptions",
    ...[
      "httpEndpoint",
      "httpProtocolIpv6",
      "httpPutResponseHopLimit",
      "httpTokens",
      "instanceMetadataTags",
    ].map((name) => `metadataOptions.${name}`),
    ...["iops", "throughput", "volumeSize", "volumeType"].map((name) => `blockDeviceMappings.ebs.${name}`),
  ],
  "aws:ec2/securityGroup:SecurityGroup": ["ingress", "egress"],
  "aws:ec2/subnet:Subnet": ["availabilityZone", "cidrBlock"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": [
    "policy",
    "subnetIds",
    "securityGroupIds",
    "routeTableIds",
    "privateDnsEnabled",
  ],
  "aws:ecr/repository:Repository": ["encryptionConfigurations.kmsKey"],
  "aws:iam/role:Role": ["inlinePolicies", "managedPolicyArns"],
  "aws:kms/key:Key": ["policy", "description", "multiRegion"],
  "aws:sns/topic:Topic": ["policy", "tracingConfig", "signatureVersion"],
  "aws:sns/topicSubscription:TopicSubscription": ["filterPolicyScope"],
  "aws:s3/bucket:Bucket": [
    ...["accelerationStatus", "acl", "corsRules", "grants", "lifecycleRules", "logging"],
    ...["objectLockConfiguration", "objectLockEnabled", "policy", "replicationConfiguration", "requestPayer"],
    ...["serverSideEncryptionConfiguration", "versioning", "website"],
  ],
  "aws:s3/bucketObjectv2:BucketObjectv2": ["kmsKeyId", "serverSideEncryption", "storageClass", "acl"],
  "aws:s3/bucketVersioning:BucketVersioning": ["versioningConfiguration.mfaDelete"],
};

/** A value of the smallest size that a shape takes, with what is at a path below it. */
function smallest(shape: Shape, [name, ...below]: readonly string[] = []): unknown {
  if (shape === "number") return 7;
  if (shape === "boolean") return true;
  if (typeof shape === "string") return "a";
  if (Array.isArray(shape)) return [smallest((shape as readonly [Shape])[0], definite(name, below))];
  const { _required: required = [], ...fields } = shape as Readonly<Record<string, Shape>>;
  const names =
    name === undefined ? (required as unknown as string[]) : [...(required as unknown as string[]), name];
  return Object.fromEntries(
    (names.length === 0 ? Object.keys(fields).slice(0, 1) : names).map((field) => [
      field,
      smallest(fields[field] ?? "string", field === name ? below : []),
    ]),
  );
}

const definite = (name: string | undefined, below: readonly string[]): string[] =>
  name === undefined ? [] : [name, ...below];

/** Inputs with a value at a path, and the same without it. */
function around(type: string, path: string): { set: Values; unset: Values } {
  const { inputs, required } = resourceType(type);
  const parts = path.split(".");
  const shape: Shape = { ...inputs, _required: required as unknown as Shape };
  const set = smallest(shape, parts) as Values;
  return { set, unset: without(set, parts) as Values };
}

function without(value: unknown, [name = "", ...below]: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, [name, ...below]));
  const { [name]: inner, ...others } = value as Values;
  return below.length === 0 ? others : { ...others, [name]: without(inner, below) };
}

function at(value: unknown, [name, ...below]: readonly string[]): unknown {
  if (name === undefined) return value;
  return Array.isArray(value) ? at(value[0], [name, ...below]) : at((value as Values)[name], below);
}

describe("what a program leaves out, in the stand-in for the aws plugin", () => {
  const { plugin } = useStandIn();

  const check = async (type: string, news: Values, olds: Values = {}) => {
    const asked = { ...subject(type), name: "it", olds, news, marked: news };
    const { inputs, failures } = await plugin.check(asked);
    expect(failures).to.deep.equal([]);
    return inputs;
  };
  const diff = (type: string, olds: Values, oldInputs: Values, news: Values) =>
    plugin.diff({ ...subject(type), id: "it", olds, oldInputs, news, ignoreChanges: [] });
  const update = async (
    type: string,
    id: string,
    old: { inputs: Values; outputs: Values },
    news: Values,
    preview = false,
  ) =>
    (
      await plugin.update({
        ...subject(type),
        id,
        olds: old.outputs,
        oldInputs: old.inputs,
        news,
        preview,
        ...request,
      })
    ).outputs;

  for (const [type, paths] of Object.entries(kept)) {
    for (const path of paths) {
      it(`keeps ${type.split(":").at(-1)} ${path}`, async () => {
        expect(resourceType(type).filled).to.include(path);
        const { set, unset } = around(type, path);
        const inputs = await check(type, set);
        const { __defaults: _, ...outputs } = inputs;
        const news = await check(type, unset, inputs);
        expect(await diff(type, outputs, inputs, news)).to.deep.include({ changes: false, diffs: [] });
        const preview = await update(type, "it", { inputs, outputs }, news, true);
        const parts = path.split(".");
        expect(at(preview, parts)).to.deep.equal(at(outputs, parts)).and.not.equal(undefined);
      });
    }
  }

  it("treats another value as a change, and keeps nothing else that is left out", async () => {
    const scan = { imageScanningEnabled: true, ecrConfiguration: { repositoryName: "scans" } };
    const set: Values = {
      infrastructureConfigurationArn: "arn",
      description: "before",
      imageScanningConfiguration: scan,
      schedule: { scheduleExpression: "rate(1 day)", timezone: "Europe/Vienna" },
    };
    const inputs = await check(pipeline, set);
    const plan = async (changed: Values) =>
      (await diff(pipeline, inputs, inputs, await check(pipeline, { ...set, ...changed }, inputs))).diffs;
    expect(await plan({})).to.deep.equal([]);
    expect(await plan({ imageScanningConfiguration: { imageScanningEnabled: false } })).to.deep.equal([
      "imageScanningConfiguration",
    ]);
    const { scheduleExpression } = set.schedule as Values;
    expect(await plan({ schedule: { scheduleExpression, timezone: "UTC" } })).to.deep.equal(["schedule"]);
    expect(await plan({ schedule: undefined, description: undefined })).to.deep.equal([
      "description",
      "schedule",
    ]);
    expect(await plan({ workflows: [] })).to.deep.equal([]);
  });

  it("sends kept values with other changes, as Terraform sends its plan", async () => {
    const create = async (type: string, news: Values) => {
      const inputs = await check(type, news);
      return { inputs, ...(await plugin.create({ ...subject(type), inputs, preview: false, ...request })) };
    };
    const recipe = await create("aws:imagebuilder/imageRecipe:ImageRecipe", {
      version: "1.0.0",
      parentImage: "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x",
      components: [{ componentArn: "arn:aws:imagebuilder:eu-west-1:aws:component/hello-world-linux/x.x.x" }],
    });
    const infrastructure = await create(
      "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration",
      { instanceProfileName: "builder" },
    );
    const plain = {
      imageRecipeArn: recipe.outputs.arn,
      infrastructureConfigurationArn: infrastructure.outputs.arn,
      schedule: { scheduleExpression: "rate(1 day)" },
    };
    const workflows = [
      { workflowArn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x" },
      { workflowArn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/test/test-image/x.x.x" },
    ];
    const executionRole = "arn:aws:iam::123456789012:role/images";
    const made = await create(pipeline, {
      ...plain,
      executionRole,
      workflows,
      imageScanningConfiguration: { imageScanningEnabled: true },
      schedule: { ...plain.schedule, timezone: "Europe/Vienna" },
    });
    const news = await check(pipeline, { ...plain, executionRole, description: "new" }, made.inputs);
    const outputs = await update(pipeline, made.id, made, news);
    const itsOwn = { workflows, imageScanningConfiguration: { imageScanningEnabled: true } };
    expect(outputs).to.deep.include(itsOwn);
    const read = await plugin.read?.({
      ...reading,
      ...subject(pipeline),
      id: made.id,
      inputs: {},
      state: {},
    });
    expect(read?.inputs).to.deep.include({
      ...itsOwn,
      schedule: {
        scheduleExpression: "rate(1 day)",
        timezone: "Europe/Vienna",
        // The provider's default.
        pipelineExecutionStartCondition: "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE",
      },
    });
    const refreshed = await plugin.read?.({
      ...reading,
      ...subject(pipeline),
      id: made.id,
      inputs: news,
      state: outputs,
    });
    expect((await diff(pipeline, refreshed?.outputs ?? {}, refreshed?.inputs ?? {}, news)).changes).to.equal(
      false,
    );

    // So without its role the pipeline can't be changed any more.
    const withoutRole = await check(pipeline, { ...plain, description: "new" }, news);
    const failure = await update(pipeline, made.id, { inputs: news, outputs }, withoutRole).catch(String);
    expect(failure).to.include("An execution role must be given with workflows");
  });

  it("has the required inputs and replacements that the provider was seen to have", async () => {
    const bucket = "aws:s3/bucket:Bucket";
    const news = { objectLockConfiguration: { rule: { defaultRetention: { days: 1 } } } };
    const { failures } = await plugin.check({ ...subject(bucket), name: "it", olds: {}, news, marked: news });
    expect(failures.map(({ reason }) => reason).join()).to.include('The argument "mode" is required');
    const replaces = async (type: string, input: string, before: unknown, after: unknown) => {
      const { set } = around(type, input);
      const old = await check(type, { ...set, [input]: before });
      return (await diff(type, old, old, await check(type, { ...set, [input]: after }, old))).replaces;
    };
    expect(await replaces("aws:ec2/vpcEndpoint:VpcEndpoint", "privateDnsEnabled", true, false)).to.deep.equal(
      ["privateDnsEnabled"],
    );
    expect(await replaces("aws:ssm/parameter:Parameter", "dataType", "text", "aws:ec2:image")).to.deep.equal([
      "dataType",
    ]);
    for (const type of [
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:s3/bucketVersioning:BucketVersioning",
    ]) {
      expect(await replaces(type, "expectedBucketOwner", "111122223333", "222233334444")).to.deep.equal([]);
    }
  });
});
