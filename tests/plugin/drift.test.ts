// What somebody else has changed at AWS, as a refresh of the stand-in for the aws plugin finds it: `npm run judge` holds it
// against the provider.

import { expect } from "chai";
import type { Plugin } from "../../provider/src/protocol/server";
import type { Values } from "../../provider/src/protocol/values";
import { awsStandIn } from "../../sandbox/aws-plugin/plugin";
import { type ImageBuilder, startImageBuilder } from "../../sandbox/image-builder/index";
import { makingBy, reading, request, subject } from "./stand-in";

const recipe = "aws:imagebuilder/imageRecipe:ImageRecipe";
const infrastructure = "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration";
const pipeline = "aws:imagebuilder/imagePipeline:ImagePipeline";
const policy = "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy";
const group = "aws:cloudwatch/logGroup:LogGroup";

const rules = (value: number): Values => ({
  executionRole: "cleaner",
  resourceType: "AMI_IMAGE",
  resourceSelection: { tagMap: { keep: "no" } },
  policyDetails: [
    {
      action: { type: "DELETE", includeResources: { amis: true } },
      filter: { type: "COUNT", value },
    },
  ],
});

interface Row {
  type: string;
  ours: Values;
  theirs: Values;
  /** What a refresh finds changed. */
  found: readonly string[];
}

describe("a refresh by the stand-in for the aws plugin", () => {
  let emulator: ImageBuilder;
  let plugin: Plugin;
  let made: Values;

  before(async () => {
    emulator = await startImageBuilder();
    plugin = awsStandIn();
    await plugin.configure({
      region: "eu-west-1",
      endpoints: JSON.stringify([{ imagebuilder: emulator.url }]),
    });
    const { id: imageRecipeArn } = await create(recipe, {
      version: "1.0.0",
      parentImage: "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x",
      components: [{ componentArn: "arn:aws:imagebuilder:eu-west-1:aws:component/hello-world-linux/x.x.x" }],
    });
    const { id: infrastructureConfigurationArn } = await create(infrastructure, {
      instanceProfileName: "builder",
    });
    made = { imageRecipeArn, infrastructureConfigurationArn };
  });
  after(() => emulator.close());

  const { check, create } = makingBy(() => plugin);

  const rows: readonly Row[] = [
    {
      type: infrastructure,
      ours: {
        instanceProfileName: "builder",
        description: "ours",
        instanceTypes: ["m5.large"],
        placement: { tenancy: "dedicated" },
        logging: { s3Logs: { s3BucketName: "logs" } },
        tags: { team: "ours" },
      },
      theirs: { instanceProfileName: "builder" },
      found: ["description", "instanceTypes", "logging", "placement", "tags"],
    },
    {
      type: pipeline,
      ours: {
        description: "ours",
        schedule: { scheduleExpression: "rate(1 day)" },
        // The provider doesn't see that this one is gone.
        loggingConfiguration: { imageLogGroupName: "/aws/imagebuilder/ours" },
      },
      theirs: {},
      found: ["description", "schedule"],
    },
    {
      type: policy,
      ours: { ...rules(3), description: "ours", tags: { team: "ours" } },
      theirs: rules(5),
      // That a type of the plugin framework has lost all of its tags is seen in `tagsAll` only.
      found: ["description", "policyDetails"],
    },
    { type: group, ours: { retentionInDays: 30 }, theirs: {}, found: ["retentionInDays"] },
  ];

  for (const { type, ours, theirs, found } of rows) {
    it(`finds what is gone or changed: ${type.split(":").at(-1)}`, async () => {
      const also = type === pipeline ? made : {};
      const { id, inputs, outputs } = await create(type, { ...also, ...ours });
      const before = await plugin.read?.({ ...reading, ...subject(type), id, inputs, state: outputs });
      expect(before?.inputs).to.deep.equal(inputs);

      const news = await check(type, { ...also, ...theirs, name: inputs.name }, inputs);
      await plugin.update({
        ...subject(type),
        id,
        oldInputs: inputs,
        olds: outputs,
        news,
        preview: false,
        ...request,
      });
      const after = await plugin.read?.({ ...reading, ...subject(type), id, inputs, state: outputs });
      const changed = Object.keys(inputs).filter(
        (name) => JSON.stringify(after?.inputs[name]) !== JSON.stringify(inputs[name]),
      );
      expect(changed.sort()).to.deep.equal([...found].sort());

      // The next update takes it back.
      const refreshed = { ...subject(type), id, oldInputs: after?.inputs ?? {}, olds: after?.outputs ?? {} };
      const { diffs = [] } = await plugin.diff({ ...refreshed, news: inputs, ignoreChanges: [] });
      expect(diffs).to.include.members([...found]);
    });
  }
});
