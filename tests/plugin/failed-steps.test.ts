// What a create or an update that AWS refuses leaves in the state, in the stand-in for the aws plugin as under the bridge:
// all that was planned, or, for types of Terraform's plugin framework, what was there before.

import { expect } from "chai";
import { InitializationError } from "../../provider/src/protocol/initialization-error";
import type { Plugin } from "../../provider/src/protocol/server";
import type { Values } from "../../provider/src/protocol/values";
import { awsStandIn } from "../../sandbox/aws-plugin/plugin";
import { type ImageBuilder, startImageBuilder } from "../../sandbox/image-builder/index";
import { makingBy, reading, request, subject } from "./stand-in";

const component = "aws:imagebuilder/component:Component";
const recipe = "aws:imagebuilder/imageRecipe:ImageRecipe";
const infrastructure = "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration";
const distribution = "aws:imagebuilder/distributionConfiguration:DistributionConfiguration";
const pipeline = "aws:imagebuilder/imagePipeline:ImagePipeline";
const policy = "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy";

const inputsOf: Readonly<Record<string, Values>> = {
  [component]: { platform: "Linux", version: "1.0.0", uri: "s3://documents/hello.yaml" },
  [recipe]: {
    version: "1.0.0",
    parentImage: "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x",
    components: [{ componentArn: "arn:aws:imagebuilder:eu-west-1:aws:component/hello-world-linux/x.x.x" }],
  },
  [infrastructure]: { instanceProfileName: "builder" },
  [distribution]: {
    distributions: [
      { region: "eu-west-1", amiDistributionConfiguration: { name: "golden-{{ imagebuilder:buildDate }}" } },
    ],
  },
  [pipeline]: {},
  [policy]: {
    executionRole: "cleaner",
    resourceType: "AMI_IMAGE",
    resourceSelection: { tagMap: { keep: "no" } },
    policyDetails: [{ action: { type: "DELETE" }, filter: { type: "COUNT", value: 3 } }],
  },
};

const nameOf = (type: string): string => type.split(":").at(-1) ?? "";

describe("a step that AWS refuses, in the stand-in for the aws plugin", () => {
  let emulator: ImageBuilder;
  let plugin: Plugin;
  let recipeArn: unknown;
  let infrastructureArn: unknown;

  before(async () => {
    emulator = await startImageBuilder();
    plugin = awsStandIn();
    await plugin.configure({
      region: "eu-west-1",
      endpoints: JSON.stringify([{ imagebuilder: emulator.url }]),
    });
    const object = {
      bucket: "documents",
      key: "hello.yaml",
      content: JSON.stringify({
        schemaVersion: 1,
        phases: [
          { name: "build", steps: [{ name: "Say", action: "ExecuteBash", inputs: { commands: ["true"] } }] },
        ],
      }),
    };
    await create("aws:s3/bucketObjectv2:BucketObjectv2", object);
    recipeArn = (await create(recipe, inputsOf[recipe] ?? {})).id;
    infrastructureArn = (await create(infrastructure, inputsOf[infrastructure] ?? {})).id;
  });
  after(() => emulator.close());
  afterEach(() => emulator.clearFaults());

  const { check, create } = makingBy(() => plugin);
  const whole = (type: string): Values => ({
    ...inputsOf[type],
    ...(type === pipeline && {
      imageRecipeArn: recipeArn,
      infrastructureConfigurationArn: infrastructureArn,
    }),
  });
  const refuse = async (operation: string) => {
    const body = JSON.stringify({ operation, count: 1, status: 400 });
    await fetch(`${emulator.url}/_sandbox/faults`, { method: "POST", body });
  };
  const descriptionAtAws = async (type: string, id: string): Promise<unknown> =>
    (await plugin.read?.({ ...reading, ...subject(type), id, inputs: {}, state: {} }))?.inputs.description;
  const calls = (): (string | undefined)[] => emulator.requests().map(({ operation }) => operation);

  for (const type of [infrastructure, distribution, pipeline]) {
    it(`an update of ${nameOf(type)} leaves what was planned, and the next one sends nothing`, async () => {
      const { id, inputs, outputs } = await create(type, { ...whole(type), description: "before" });
      const news = await check(type, { ...whole(type), description: "after" }, inputs);
      const change = { ...subject(type), id, oldInputs: inputs, news, preview: false, ...request };
      await refuse(`Update${nameOf(type)}`);
      const error: unknown = await plugin.update({ ...change, olds: outputs }).catch((each: unknown) => each);
      if (!(error instanceof InitializationError)) throw error;
      expect(error.message).to.match(/^updating urn:.*A refusal on demand/);
      expect(error).to.deep.include({ id, outputs: { ...outputs, description: "after" } });

      // The engine keeps the old inputs, and carries out an update whatever the difference is.
      const difference = await plugin.diff({ ...change, olds: error.outputs, ignoreChanges: [] });
      expect(difference).to.include({ changes: false });
      const before = calls().length;
      await plugin.update({ ...change, olds: error.outputs });
      expect(calls().slice(before)).to.deep.equal([`Get${nameOf(type)}`]);
      expect(await descriptionAtAws(type, id)).to.equal("before");

      // A refresh sees what AWS has.
      const found = await plugin.read?.({
        ...reading,
        ...subject(type),
        id,
        inputs: news,
        state: error.outputs,
      });
      const olds = found?.outputs ?? {};
      expect(await plugin.diff({ ...change, olds, ignoreChanges: [] })).to.deep.include({
        diffs: ["description"],
      });
      await plugin.update({ ...change, olds });
      expect(await descriptionAtAws(type, id)).to.equal("after");
    });
  }

  it("an update of LifecyclePolicy leaves what was there before, and the next one sends all again", async () => {
    const { id, inputs, outputs } = await create(policy, { ...whole(policy), description: "before" });
    const news = await check(policy, { ...whole(policy), description: "after" }, inputs);
    const change = {
      ...subject(policy),
      id,
      oldInputs: inputs,
      olds: outputs,
      news,
      preview: false,
      ...request,
    };
    await refuse("UpdateLifecyclePolicy");
    const error: unknown = await plugin.update(change).catch((each: unknown) => each);
    expect(error).to.be.instanceOf(Error).and.not.instanceOf(InitializationError);
    await plugin.update(change);
    expect(await descriptionAtAws(policy, id)).to.equal("after");
  });

  it("tags that are refused keep the rest from being sent, and are in the state", async () => {
    const { id, inputs, outputs } = await create(infrastructure, whole(infrastructure));
    const news = await check(
      infrastructure,
      { ...whole(infrastructure), description: "new", tags: { team: "a" } },
      inputs,
    );
    await refuse("TagResource");
    const before = calls().length;
    const error: unknown = await plugin
      .update({
        ...subject(infrastructure),
        id,
        oldInputs: inputs,
        olds: outputs,
        news,
        preview: false,
        ...request,
      })
      .catch((each: unknown) => each);
    expect(error).to.be.instanceOf(InitializationError);
    expect((error as InitializationError).outputs).to.deep.include({
      description: "new",
      tagsAll: { team: "a" },
    });
    expect(calls().slice(before)).to.deep.equal(["TagResource"]);
  });

  it("an update of tags alone sends no configuration", async () => {
    const { id, inputs, outputs } = await create(infrastructure, whole(infrastructure));
    const news = await check(infrastructure, { ...whole(infrastructure), tags: { team: "a" } }, inputs);
    const before = calls().length;
    await plugin.update({
      ...subject(infrastructure),
      id,
      oldInputs: inputs,
      olds: outputs,
      news,
      preview: false,
      ...request,
    });
    expect(calls().slice(before)).to.deep.equal(["TagResource", "GetInfrastructureConfiguration"]);
  });

  for (const type of [component, recipe, infrastructure, distribution, pipeline]) {
    it(`a ${nameOf(type)} that is made and then cannot be read keeps its ID, and the next update completes it`, async () => {
      const inputs = await check(type, whole(type));
      await refuse(`Get${nameOf(type)}`);
      const error: unknown = await plugin
        .create({ ...subject(type), inputs, preview: false, ...request })
        .catch((each: unknown) => each);
      if (!(error instanceof InitializationError)) throw error;
      const { id, outputs: olds } = error;
      expect(id).to.match(/^arn:/);
      expect(olds).not.to.have.property("arn");
      const change = {
        ...subject(type),
        id,
        oldInputs: inputs,
        olds,
        news: inputs,
        preview: false,
        ...request,
      };
      expect((await plugin.update(change)).outputs.arn).to.equal(id);
    });
  }

  it("a LifecyclePolicy that is made and then cannot be read is lost", async () => {
    const inputs = await check(policy, whole(policy));
    await refuse("GetLifecyclePolicy");
    const error: unknown = await plugin
      .create({ ...subject(policy), inputs, preview: false, ...request })
      .catch((each: unknown) => each);
    expect(error).to.be.instanceOf(Error).and.not.instanceOf(InitializationError);
  });
});
