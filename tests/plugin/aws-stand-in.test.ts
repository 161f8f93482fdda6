// The stand-in for the aws plugin plans and acts as the bridged provider does.

import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Asset, UNKNOWN, type Values } from "../../provider/src/protocol/values";
import { awsStandIn } from "../../sandbox/aws-plugin/plugin";
import { reading, request, subject, useStandIn } from "./stand-in";
import { quiet } from "../quiet-log";

const component = "aws:imagebuilder/component:Component";
const recipe = "aws:imagebuilder/imageRecipe:ImageRecipe";
const infrastructure = "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration";
const distribution = "aws:imagebuilder/distributionConfiguration:DistributionConfiguration";
const pipeline = "aws:imagebuilder/imagePipeline:ImagePipeline";
const role = "aws:iam/role:Role";

const data = JSON.stringify({
  schemaVersion: 1,
  phases: [
    { name: "build", steps: [{ name: "Say", action: "ExecuteBash", inputs: { commands: ["true"] } }] },
  ],
});

const deleting = { inputs: {}, log: quiet };

describe("the stand-in for the aws plugin", () => {
  const { plugin, emulator } = useStandIn();

  const check = (type: string, news: Values, olds: Values = {}) =>
    plugin.check({ ...subject(type), name: "it", olds, news, marked: news });
  const create = async (type: string, news: Values, preview = false) => {
    const { inputs, failures } = await check(type, news);
    expect(failures).to.deep.equal([]);
    return { inputs, ...(await plugin.create({ ...subject(type), inputs, preview, ...request })) };
  };
  const diff = (type: string, old: { inputs: Values; outputs: Values }, news: Values) =>
    plugin.diff({
      ...subject(type),
      id: "it",
      olds: old.outputs,
      oldInputs: old.inputs,
      news,
      ignoreChanges: [],
    });

  const wholePipeline = async () => {
    const made = await create(component, { platform: "Linux", version: "1.0.0", data, tags: { a: "1" } });
    const itsRecipe = await create(recipe, {
      name: "golden",
      version: "1.0.0",
      parentImage: "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x",
      components: [{ componentArn: made.outputs.arn }],
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", ebs: { encrypted: "true", deleteOnTermination: "true", volumeSize: 20 } },
      ],
      userDataBase64: "aGVsbG8=",
    });
    const itsInfrastructure = await create(infrastructure, {
      instanceProfileName: "builder",
      logging: { s3Logs: { s3BucketName: "logs" } },
      instanceMetadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    });
    const itsDistribution = await create(distribution, {
      distributions: [
        {
          region: "eu-west-1",
          amiDistributionConfiguration: {
            name: "golden-{{ imagebuilder:buildDate }}",
            launchPermission: { userIds: ["111122223333"] },
          },
          ssmParameterConfigurations: [{ parameterName: "/golden" }],
        },
      ],
    });
    const itsPipeline = await create(pipeline, {
      imageRecipeArn: itsRecipe.outputs.arn,
      infrastructureConfigurationArn: itsInfrastructure.outputs.arn,
      distributionConfigurationArn: itsDistribution.outputs.arn,
      schedule: { scheduleExpression: "cron(0 0 * * ? *)" },
    });
    return { made, itsRecipe, itsInfrastructure, itsDistribution, itsPipeline };
  };

  it("refuses unknown types, unknown inputs and missing ones", async () => {
    const unknownType = await check("aws:imagebuilder/thing:Thing", {}).catch(String);
    expect(unknownType).to.include("does not know the resource type");
    const { failures } = await check(component, { platform: "Linux", colour: "red" });
    const reasons = failures.map(({ reason }) => reason).join("\n");
    expect(reasons).to.include('The argument "version" is required, but no definition was found.');
    expect(reasons).to.include('Invalid or unknown key "colour"');
    const nested = await check(distribution, { distributions: [{ reigon: "eu-west-1" }] });
    expect(nested.failures).to.have.length(2);
    const unknownFunction = await plugin.invoke("aws:ec2/getVpc:getVpc", {}).catch(String);
    expect(unknownFunction).to.include("does not know the function");
  });

  it("generates a name, and keeps it", async () => {
    const first = await check(role, { assumeRolePolicy: { Version: "2012-10-17" } });
    expect(first.inputs.name).to.match(/^it-[0-9a-f]{7}$/);
    expect(first.inputs.__defaults).to.include("name");
    expect(first.inputs.assumeRolePolicy).to.equal('{"Version":"2012-10-17"}');
    const second = await check(role, { assumeRolePolicy: "{}" }, first.inputs);
    expect(second.inputs.name).to.equal(first.inputs.name);
    const explicit = await check(role, { assumeRolePolicy: "{}", name: "mine" }, first.inputs);
    expect(explicit.inputs).to.include({ name: "mine" });
    expect(explicit.inputs.__defaults).not.to.include("name");
  });

  it("deletes before it replaces a resource with an explicit name", async () => {
    const news = { platform: "Linux", version: "1.0.0", data };
    for (const [name, next, before] of [
      [undefined, undefined, false],
      ["mine", "mine", true],
      ["other", "another", true],
      // What `ignoreChanges` keeps of an automatic name comes as if the program had said it.
      [undefined, "it-1234567", true],
    ] as const) {
      const old = await create(component, { ...news, name });
      const { inputs } = await check(component, { ...news, name: next, version: "1.0.1" }, old.inputs);
      const plan = await diff(component, old, inputs);
      expect(plan.replaces).to.include("version");
      expect(plan).to.include({ changes: true, deleteBeforeReplace: before });
    }
  });

  it("deletes first what can exist only once, but never a file for its key", async () => {
    for (const [type, old, now, before] of [
      [
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        { repository: "web", policy: "{}" },
        { repository: "web", policy: "[]" },
        true,
      ],
      [
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        { role: "web", policyArn: "arn:a" },
        { role: "web", policyArn: "arn:b" },
        true,
      ],
      [
        "aws:cloudwatch/eventTarget:EventTarget",
        { rule: "a", targetId: "web", arn: "arn:a" },
        { rule: "b", targetId: "web", arn: "arn:a" },
        true,
      ],
      [
        "aws:s3/bucketObjectv2:BucketObjectv2",
        { bucket: "a", key: "k", content: "" },
        { bucket: "b", key: "k", content: "" },
        false,
      ],
      ["aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/24" }, { cidrBlock: "10.0.1.0/24" }, false],
    ] as const) {
      const made = await create(type, old);
      const { inputs } = await check(type, now, made.inputs);
      expect((await diff(type, made, inputs)).deleteBeforeReplace, type).to.equal(before);
    }
  });

  it("treats an unknown input as a change, and the region that it has already as none", async () => {
    const old = await create(component, { platform: "Linux", version: "1.0.0", data });
    const unknown = await diff(component, old, { ...old.inputs, data: UNKNOWN });
    expect(unknown.replaces).to.deep.equal(["data"]);
    expect((await diff(component, old, { ...old.inputs, region: "eu-west-1" })).changes).to.be.false;
    expect((await diff(component, old, { ...old.inputs, region: "us-east-1" })).replaces).to.include(
      "region",
    );
  });

  it("previews without a request, with AWS's outputs unknown", async () => {
    const { outputs } = await create(component, { platform: "Linux", version: "1.0.0", data: UNKNOWN }, true);
    expect(outputs).to.include({ arn: UNKNOWN, data: UNKNOWN, region: "eu-west-1", version: "1.0.0" });
    expect(emulator.requests()).to.have.length(0);
  });

  it("creates, updates, reads and deletes a pipeline and all it needs", async () => {
    const { made, itsRecipe, itsInfrastructure, itsDistribution, itsPipeline } = await wholePipeline();
    expect(made.id).to.match(/^arn:aws:imagebuilder:eu-west-1:123456789012:component\/it-.*\/1\.0\.0\/1$/);
    expect(made.outputs).to.deep.include({ type: "BUILD", tagsAll: { a: "1" } });
    expect(itsPipeline.outputs).to.include({ platform: "Linux", status: "ENABLED" });

    const refused = await plugin
      .delete({ ...subject(recipe), ...deleting, id: itsRecipe.id, state: itsRecipe.outputs })
      .catch(String);
    expect(refused).to.include("ResourceDependencyException");

    const { inputs: news } = await check(
      pipeline,
      { ...itsPipeline.inputs, description: "new", tags: { b: "2" } },
      itsPipeline.inputs,
    );
    const change = { ...subject(pipeline), id: itsPipeline.id, olds: itsPipeline.outputs, news };
    const updated = await plugin.update({
      ...change,
      oldInputs: itsPipeline.inputs,
      preview: false,
      ...request,
    });
    expect(updated.outputs).to.deep.include({ description: "new", tagsAll: { b: "2" } });

    for (const [type, { id, inputs, outputs }] of [
      [recipe, itsRecipe],
      [infrastructure, itsInfrastructure],
      [distribution, itsDistribution],
    ] as const) {
      const read = await plugin.read?.({ ...reading, ...subject(type), id, inputs, state: outputs });
      expect(read?.inputs).to.deep.equal(inputs);
      expect(read?.outputs).to.deep.equal({ ...outputs, ...(outputs.tags === undefined && { tagsAll: {} }) });
    }
    for (const [type, { id, outputs }] of [
      [pipeline, itsPipeline],
      [recipe, itsRecipe],
      [component, made],
      [infrastructure, itsInfrastructure],
      [distribution, itsDistribution],
    ] as const) {
      await plugin.delete({ ...subject(type), ...deleting, id, state: outputs });
      const gone = await plugin.read?.({ ...reading, ...subject(type), id, inputs: {}, state: {} });
      expect(gone?.id).to.equal("");
    }
  });

  it("records resources of other services", async () => {
    const { id, outputs } = await create(role, { assumeRolePolicy: "{}", name: "builder", path: "/images/" });
    expect(id).to.equal("builder");
    expect(outputs.arn).to.equal("arn:aws:iam::123456789012:role/images/builder");
    expect(emulator.state().resources.map(({ type }) => type)).to.deep.equal([role]);
    await plugin.delete({ ...subject(role), ...deleting, id, state: outputs });
    expect(emulator.state().resources).to.deep.equal([]);
  });

  it("creates, reads and deletes container recipes, workflows and lifecycle policies", async () => {
    const containerRecipe = "aws:imagebuilder/containerRecipe:ContainerRecipe";
    const workflow = "aws:imagebuilder/workflow:Workflow";
    const lifecyclePolicy = "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy";
    const made = await create(component, { platform: "Linux", version: "1.0.0", data });
    const dockerfile = [
      "FROM {{{ imagebuilder:parentImage }}}",
      "{{{ imagebuilder:environments }}}",
      "{{{ imagebuilder:components }}}",
    ];
    const resources: readonly (readonly [type: string, inputs: Values])[] = [
      [
        containerRecipe,
        {
          version: "1.0.0",
          containerType: "DOCKER",
          parentImage: "public.ecr.aws/amazonlinux/amazonlinux:2023",
          components: [{ componentArn: made.outputs.arn }],
          dockerfileTemplateData: dockerfile.join("\n"),
          targetRepository: { service: "ECR", repositoryName: "golden" },
          instanceConfiguration: {
            blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true", volumeSize: 30 } }],
          },
        },
      ],
      [
        workflow,
        {
          version: "1.0.0",
          type: "TEST",
          data: JSON.stringify({ schemaVersion: 1, steps: [{ name: "Launch", action: "LaunchInstance" }] }),
        },
      ],
      [
        lifecyclePolicy,
        {
          executionRole: "cleaner",
          resourceType: "AMI_IMAGE",
          resourceSelection: { recipes: [{ name: "golden", semanticVersion: "x.x.x" }] },
          policyDetails: [
            {
              action: { type: "DELETE", includeResources: { amis: true, snapshots: true } },
              filter: { type: "AGE", value: 1, unit: "YEARS" },
            },
          ],
        },
      ],
    ];
    for (const [type, given] of resources) {
      const { id, inputs, outputs } = await create(type, given);
      expect(outputs.arn).to.equal(id);
      const read = await plugin.read?.({ ...reading, ...subject(type), id, inputs, state: outputs });
      expect(read?.inputs).to.deep.equal(inputs);
      const news = { ...inputs, tags: { a: "1" } };
      expect((await diff(type, { inputs, outputs }, news)).replaces).to.deep.equal([]);
      const change = { ...subject(type), id, olds: outputs, oldInputs: inputs, news, preview: false };
      expect((await plugin.update({ ...change, ...request })).outputs.tagsAll).to.deep.equal({ a: "1" });
      await plugin.delete({ ...subject(type), ...deleting, id, state: outputs });
      expect((await plugin.read?.({ ...reading, ...subject(type), id, inputs: {}, state: {} }))?.id).to.equal(
        "",
      );
    }
  });

  it("changes a lifecycle policy's rules in place", async () => {
    const type = "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy";
    const policy = (value: number) => ({
      executionRole: "cleaner",
      resourceType: "AMI_IMAGE",
      resourceSelection: { tagMap: { keep: "no" } },
      policyDetails: [{ action: { type: "DELETE" }, filter: { type: "COUNT", value } }],
    });
    const old = await create(type, policy(3));
    const { inputs: news } = await check(type, policy(5), old.inputs);
    expect((await diff(type, old, news)).replaces).to.deep.equal([]);
    const change = { ...subject(type), id: old.id, olds: old.outputs, oldInputs: old.inputs, news };
    await plugin.update({ ...change, preview: false, ...request });
    const read = await plugin.read?.({
      ...reading,
      ...subject(type),
      id: old.id,
      inputs: news,
      state: old.outputs,
    });
    expect(read?.inputs).to.deep.equal(news);
  });

  const recorded: Readonly<
    Record<string, readonly [inputs: Values, outputs: Record<string, RegExp | number>]>
  > = {
    "aws:ecr/repository:Repository": [
      { name: "apps/web" },
      {
        repositoryUrl: /^123456789012\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/apps\/web$/,
        registryId: /^\d{12}$/,
      },
    ],
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": [
      { repository: "apps/web", policy: "{}" },
      { registryId: /^\d+$/ },
    ],
    "aws:ecr/repositoryPolicy:RepositoryPolicy": [{ repository: "apps/web", policy: "{}" }, {}],
    "aws:s3/bucketVersioning:BucketVersioning": [
      { bucket: "logs", versioningConfiguration: { status: "Enabled" } },
      {},
    ],
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [{ bucket: "logs", blockPublicAcls: true }, {}],
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": [
      { bucket: "logs", rule: { objectOwnership: "BucketOwnerEnforced" } },
      {},
    ],
    "aws:s3/bucketPolicy:BucketPolicy": [{ bucket: "logs", policy: { Version: "2012-10-17" } }, {}],
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
      { bucket: "logs", rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] },
      {},
    ],
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
      { bucket: "logs", rules: [{ id: "old", status: "Enabled", expiration: { days: 30 } }] },
      {},
    ],
    "aws:sns/topicPolicy:TopicPolicy": [
      { arn: "arn:aws:sns:eu-west-1:1:t", policy: "{}" },
      { owner: /^\d+$/ },
    ],
    "aws:sns/topicSubscription:TopicSubscription": [
      { topic: "arn:aws:sns:eu-west-1:1:t", protocol: "email", endpoint: "a@example.org" },
      { arn: /^arn:aws:sns:eu-west-1:1:t:[0-9a-f]{32}$/ },
    ],
    "aws:cloudwatch/eventRule:EventRule": [
      { name: "built", eventPattern: '{"source":["aws.imagebuilder"]}' },
      { arn: /^arn:aws:events:eu-west-1:123456789012:rule\/built$/ },
    ],
    "aws:cloudwatch/eventTarget:EventTarget": [
      { rule: "built", arn: "arn:aws:sns:eu-west-1:1:t" },
      { targetId: /./ },
    ],
    "aws:iam/policy:Policy": [
      { policy: "{}", name: "pull", path: "/images/" },
      { arn: /^arn:aws:iam::123456789012:policy\/images\/pull$/ },
    ],
    "aws:ssm/parameter:Parameter": [
      { name: "/golden/base", type: "String", value: "ami-1" },
      { arn: /^arn:aws:ssm:eu-west-1:123456789012:parameter\/golden\/base$/, version: 1 },
    ],
    "aws:ec2/launchTemplate:LaunchTemplate": [
      { name: "web", metadataOptions: { httpTokens: "required" } },
      { arn: /launch-template\/lt-[0-9a-f]{17}$/, latestVersion: 1, defaultVersion: 1 },
    ],
    "aws:ec2/vpc:Vpc": [{ cidrBlock: "10.0.0.0/16" }, { arn: /vpc\/vpc-/, mainRouteTableId: /^rtb-/ }],
    "aws:ec2/vpcEndpoint:VpcEndpoint": [
      { vpcId: "vpc-1", serviceName: "com.amazonaws.eu-west-1.ssm", vpcEndpointType: "Interface" },
      { arn: /vpc-endpoint\/vpce-/, state: /^available$/ },
    ],
    "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": [{ state: "unblocked" }, {}],
    "aws:ec2/routeTable:RouteTable": [{ vpcId: "vpc-1" }, { arn: /route-table\/rtb-/ }],
    "aws:ec2/routeTableAssociation:RouteTableAssociation": [
      { routeTableId: "rtb-1", subnetId: "subnet-1" },
      {},
    ],
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
      { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/16" },
      { securityGroupRuleId: /^sgr-/ },
    ],
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [
      { securityGroupId: "sg-1", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
      { arn: /security-group-rule\/sgr-/ },
    ],
    "aws:kms/alias:Alias": [
      { name: "alias/golden", targetKeyId: "1234" },
      { arn: /:alias\/golden$/, targetKeyArn: /^arn:aws:kms:eu-west-1:123456789012:key\/1234$/ },
    ],
    "aws:kms/keyPolicy:KeyPolicy": [{ keyId: "1234", policy: "{}" }, {}],
  };
  for (const [type, [inputs, expected]] of Object.entries(recorded)) {
    it(`records a ${type}, with outputs as AWS's`, async () => {
      const made = await create(type, inputs);
      for (const [output, pattern] of Object.entries(expected)) {
        const value = made.outputs[output];
        expect(typeof pattern === "number" ? value === pattern : pattern.test(String(value)), output).to.be
          .true;
      }
      const read = await plugin.read?.({
        ...reading,
        ...subject(type),
        id: made.id,
        inputs: made.inputs,
        state: made.outputs,
      });
      expect(read).to.deep.include({ id: made.id, inputs: made.inputs, outputs: made.outputs });
      await plugin.delete({ ...subject(type), ...deleting, id: made.id, state: made.outputs });
      expect(emulator.state().resources).to.deep.equal([]);
    });
  }

  it("identifies resources without a name as the provider does", async () => {
    const nameOf = async (type: string, inputs: Values, property = "name") =>
      (await check(type, inputs)).inputs[property];
    expect(await nameOf("aws:kms/alias:Alias", { targetKeyId: "1" })).to.match(/^alias\/it-[0-9a-f]{7}$/);
    const object = { bucket: "documents", content: "x" };
    expect(await nameOf("aws:s3/bucketObjectv2:BucketObjectv2", object, "key")).to.equal("it");
    const versioning = { bucket: "b", versioningConfiguration: { status: "Enabled" } };
    expect(await nameOf("aws:s3/bucketVersioning:BucketVersioning", versioning, "bucket")).to.equal("b");
  });

  it("allows a name once in each region", async () => {
    const type = "aws:ecr/repository:Repository";
    await create(type, { name: "web" });
    const { outputs } = await create(type, { name: "web", region: "us-east-1" });
    expect(await create(type, { name: "web" }).catch(String)).to.include("RepositoryAlreadyExistsException");
    await plugin.delete({ ...subject(type), ...deleting, id: "web", state: outputs });
    expect(emulator.state().resources.map(({ region }) => region)).to.deep.equal(["eu-west-1"]);
  });

  it("counts a launch template's versions", async () => {
    const type = "aws:ec2/launchTemplate:LaunchTemplate";
    const { id, inputs, outputs } = await create(type, { name: "web" });
    const news = { ...inputs, description: "new" };
    const change = { ...subject(type), id, olds: outputs, oldInputs: inputs, news, preview: false };
    const updated = await plugin.update({ ...change, ...request });
    expect(updated.outputs).to.include({ latestVersion: 2, defaultVersion: 1 });
  });

  it("lets the emulator read a document from an object's content, base64 or file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "goldenimage-test-"));
    const path = join(folder, "document.json");
    writeFileSync(path, data);
    const contents: Readonly<Record<string, Values>> = {
      text: { content: data },
      base64: { contentBase64: Buffer.from(data).toString("base64") },
      file: { source: new Asset("path", path, {}) },
    };
    const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";
    for (const [key, content] of Object.entries(contents)) {
      const object = await create(objectType, { bucket: "documents", key, ...content });
      const state = object.outputs;
      const read = await plugin.read?.({
        ...reading,
        ...subject(objectType),
        id: object.id,
        inputs: object.inputs,
        state,
      });
      expect(read).to.deep.equal({ id: object.id, inputs: object.inputs, outputs: state });
      const uri = `s3://documents/${key}`;
      const { outputs } = await create(component, { name: key, platform: "Linux", version: "1.0.0", uri });
      expect(outputs.data).to.equal(data);
    }
    rmSync(folder, { recursive: true });
  });

  it("uses the account that the access key names", async () => {
    const other = awsStandIn();
    await other.configure({
      region: "eu-west-1",
      accessKey: "999900001111",
      endpoints: JSON.stringify([{ imagebuilder: emulator.url }]),
    });
    const { inputs } = await check(component, { name: "mine", platform: "Linux", version: "1.0.0", data });
    const { id } = await other.create({ ...subject(component), inputs, preview: false, ...request });
    expect(id).to.include(":999900001111:component/mine");
  });

  it("has a schema of all its types and functions, for programs in YAML", () => {
    const { resources, functions } = JSON.parse(plugin.schema() as string) as {
      resources: Record<string, { inputProperties: object; requiredInputs: string[]; properties: object }>;
      functions: object;
    };
    const object = resources["aws:s3/bucketObjectv2:BucketObjectv2"];
    expect(object?.requiredInputs).to.deep.equal(["bucket"]);
    expect(object?.inputProperties).to.deep.include({
      source: { $ref: "pulumi.json#/Asset" },
      metadata: { type: "object", additionalProperties: { type: "string" } },
    });
    expect(object?.properties).to.deep.include({ arn: { type: "string" }, key: { type: "string" } });
    expect(resources).to.include.keys(...Object.keys(recorded), component, pipeline);
    expect(functions).to.include.keys("aws:index/getRegion:getRegion");
  });

  it("tells its region and account", async () => {
    const { outputs } = await plugin.invoke("aws:index/getRegion:getRegion", {});
    expect(outputs).to.include({ id: "eu-west-1", region: "eu-west-1" });
    const caller = await plugin.invoke("aws:index/getCallerIdentity:getCallerIdentity", {});
    expect(caller.outputs).to.include({ accountId: "123456789012" });
    const unknownInput = await plugin.invoke("aws:index/getRegion:getRegion", { zone: "a" }).catch(String);
    expect(unknownInput).to.include("does not know the input zone");
  });

  it("finds the newest AMI of an owner by its name", async () => {
    const getAmi = (name: string, more: object = {}) =>
      plugin.invoke("aws:ec2/getAmi:getAmi", {
        owners: ["309956199498"],
        filters: [
          { name: "name", values: [name] },
          { name: "architecture", values: ["arm64"] },
        ],
        mostRecent: true,
        ...more,
      });
    const { outputs } = await getAmi("RHEL-9.*_HVM-*-Hourly2-GP3");
    expect(outputs).to.include({ name: "RHEL-9.5.0_HVM-20250313-arm64-0-Hourly2-GP3", region: "eu-west-1" });
    expect(outputs?.id).to.match(/^ami-[0-9a-f]{17}$/);
    expect(await getAmi("Fedora-*").catch(String)).to.include("returned no results");
    expect(await getAmi("RHEL-*", { mostRecent: false }).catch(String)).to.include("more than one result");
    const filters = [{ name: "is-public", values: ["true"] }];
    expect(await getAmi("RHEL-*", { filters }).catch(String)).to.include(
      "does not know the filter is-public",
    );
  });

  it("looks up a pipeline", async () => {
    const { itsPipeline, itsRecipe } = await wholePipeline();
    const getPipeline = (arn: unknown) =>
      plugin.invoke("aws:imagebuilder/getImagePipeline:getImagePipeline", { arn });
    expect((await getPipeline(itsPipeline.id)).outputs).to.include({
      imageRecipeArn: itsRecipe.id,
      containerRecipeArn: "",
      platform: "Linux",
    });
    expect(await getPipeline(`${itsPipeline.id}-not`).catch(String)).to.include("couldn't find resource");
  });
});
