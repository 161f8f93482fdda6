import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { matches, parsePattern } from "../../sandbox/events/pattern";
import { account, build, createPipeline, ended, record, region, start, useEmulator } from "./fixtures";

const roleArn = `arn:aws:iam::${account}:role/starter`;
const topicArn = `arn:aws:sns:${region}:${account}:images`;
const ruleArn = `arn:aws:events:${region}:${account}:rule/rule`;
const service = "events.amazonaws.com";
const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
const available = {
  source: ["aws.imagebuilder"],
  resources: [{ wildcard: "arn:*:imagebuilder:*:image/golden-recipe/*" }],
  detail: { state: { status: ["AVAILABLE"] } },
};

describe("The sandbox's event bus", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 15 });

  const events = () => sandbox.arrivals()[account]?.[region]?.events ?? [];

  const recordRule = async (eventPattern: object, target: object, more: object = {}) => {
    const rule = {
      name: "rule",
      arn: ruleArn,
      eventBusName: "default",
      eventPattern: JSON.stringify(eventPattern),
      ...more,
    };
    await record(sandbox.url, "aws:cloudwatch/eventRule:EventRule", "rule", rule);
    const id = "rule-target";
    await record(sandbox.url, "aws:cloudwatch/eventTarget:EventTarget", id, { rule: "rule", ...target });
  };

  const recordRole = async (service = "events.amazonaws.com", sourceAccount = account, resource = "*") => {
    const trust = {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: service },
      Condition: { StringEquals: { "aws:SourceAccount": sourceAccount } },
    };
    const assumeRolePolicy = JSON.stringify({ Statement: [trust] });
    await record(sandbox.url, "aws:iam/role:Role", "starter", { arn: roleArn, assumeRolePolicy });
    const Action = ["imagebuilder:StartImagePipelineExecution"];
    const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: [resource] }] });
    await record(sandbox.url, "aws:iam/rolePolicy:RolePolicy", "starter:start", { role: "starter", policy });
  };

  const allowPublishing = async (service: string, more: { topic?: object; Condition?: object } = {}) => {
    await record(sandbox.url, "aws:sns/topic:Topic", topicArn, { arn: topicArn, ...more.topic });
    const Statement = {
      Effect: "Allow",
      Action: "sns:Publish",
      Principal: { Service: service },
      Resource: topicArn,
      Condition: more.Condition ?? {},
    };
    const policy = JSON.stringify({ Statement });
    await record(sandbox.url, "aws:sns/topicPolicy:TopicPolicy", topicArn, { arn: topicArn, policy });
  };

  const recordKey = async (Condition: object = {}) => {
    const arn = `arn:aws:kms:${region}:${account}:key/${keyId}`;
    const Statement = {
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Principal: { Service: service },
      Resource: "*",
      Condition,
    };
    await record(sandbox.url, "aws:kms/key:Key", keyId, { arn, policy: JSON.stringify({ Statement }) });
  };

  it("writes to an encrypted topic whose key lets EventBridge", async () => {
    await recordKey();
    await allowPublishing(service, {
      topic: { kmsMasterKeyId: keyId },
      Condition: { ArnEquals: { "aws:SourceArn": [ruleArn] } },
    });
    await recordRule(available, { arn: topicArn });
    await build(client);
    expect(events()).to.have.length(1);
    expect(events()[0]).to.deep.include({ failure: undefined });
  });

  it("sends an event for each state of an image to a topic, in AWS's format", async () => {
    await allowPublishing("events.amazonaws.com");
    await recordRule({ source: ["aws.imagebuilder"] }, { arn: topicArn });
    const { image } = await build(client);
    expect(events().map(({ event }) => event.detail)).to.deep.equal([
      { "previous-state": { status: "CREATING" }, state: { status: "BUILDING" } },
      { "previous-state": { status: "BUILDING" }, state: { status: "TESTING" } },
      { "previous-state": { status: "TESTING" }, state: { status: "DISTRIBUTING" } },
      { "previous-state": { status: "DISTRIBUTING" }, state: { status: "AVAILABLE" } },
    ]);
    const [first] = events();
    expect(first).to.deep.include({ rule: "rule", targetArn: topicArn, failure: undefined });
    expect(first?.event).to.deep.include({
      version: "0",
      source: "aws.imagebuilder",
      "detail-type": "EC2 Image Builder Image State Change",
      account,
      region,
      resources: [image.arn],
    });
    const ofImage = sandbox.arrivals(image.arn)[account]?.[region]?.events;
    expect(ofImage).to.have.length(4);
    expect(sandbox.arrivals("another")).to.deep.equal({});
  });

  it("starts a pipeline when another pipeline's image is available", async () => {
    const target = await createPipeline(client, {
      recipe: { name: "next" },
      infrastructure: { name: "next" },
      pipeline: { name: "next" },
    });
    await recordRole();
    await recordRule(available, { arn: target, roleArn });
    const pipeline = await createPipeline(client);
    await ended(client, await start(client, pipeline));
    await ended(client, `arn:aws:imagebuilder:${region}:${account}:image/next/1.0.0/1`);
    expect(events()).to.have.length(1);

    // The rule goes on: a second base, a second image on top; and off, none.
    await ended(client, await start(client, pipeline));
    await ended(client, `arn:aws:imagebuilder:${region}:${account}:image/next/1.0.0/2`);
    await recordRule(available, { arn: target, roleArn }, { state: "DISABLED" });
    await ended(client, await start(client, pipeline));
    await sleep(30);
    expect(JSON.stringify(sandbox.state())).not.to.include("image/next/1.0.0/3");
  });

  const pipelineArn = `arn:aws:imagebuilder:${region}:${account}:image-pipeline/next`;
  const cases: [why: string, prepare: () => Promise<unknown>, target: object, failure: string][] = [
    [
      "without the role",
      () => Promise.resolve(),
      { arn: pipelineArn, roleArn },
      `The role ${roleArn} does not exist`,
    ],
    [
      "with a role of another service's",
      () => recordRole("imagebuilder.amazonaws.com"),
      { arn: pipelineArn, roleArn },
      "events.amazonaws.com is not allowed to assume the role",
    ],
    [
      "with a role for another account",
      () => recordRole(undefined, "999999999999"),
      { arn: pipelineArn, roleArn },
      "events.amazonaws.com is not allowed to assume the role",
    ],
    [
      "with a role for another pipeline",
      () => recordRole(undefined, undefined, `${pipelineArn}-other`),
      { arn: pipelineArn, roleArn },
      "is not authorized to perform: imagebuilder:StartImagePipelineExecution",
    ],
    ["of a pipeline that is not there", () => recordRole(), { arn: pipelineArn, roleArn }, "does not exist"],
    [
      "to a topic that does not let it",
      () => allowPublishing("imagebuilder.amazonaws.com"),
      { arn: topicArn },
      "is not allowed to publish",
    ],
    ["to a topic that is not there", () => Promise.resolve(), { arn: topicArn }, "does not exist"],
    [
      "to a topic that lets another rule",
      () =>
        allowPublishing(service, {
          Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:events:${region}:${account}:rule/other` } },
        }),
      { arn: topicArn },
      "is not allowed to publish",
    ],
    [
      "to a topic with AWS's own key",
      () => allowPublishing(service, { topic: { kmsMasterKeyId: "alias/aws/sns" } }),
      { arn: topicArn },
      "is not allowed kms:GenerateDataKey and kms:Decrypt with the key alias/aws/sns",
    ],
    [
      "to a topic whose key asks for the source account, of which KMS isn't told",
      async () => {
        await recordKey({ StringEquals: { "aws:SourceAccount": account } });
        await allowPublishing(service, { topic: { kmsMasterKeyId: keyId } });
      },
      { arn: topicArn },
      `is not allowed kms:GenerateDataKey and kms:Decrypt with the key ${keyId}`,
    ],
  ];
  for (const [why, prepare, target, failure] of cases) {
    it(`fails ${why}`, async () => {
      await prepare();
      await recordRule(available, target);
      await build(client);
      expect(events()).to.have.length(1);
      expect(events()[0]?.failure).to.include(failure);
    });
  }

  it("refuses a rule with an operator that it does not know", async () => {
    const put = (eventPattern: unknown) =>
      fetch(
        `${sandbox.url}/_sandbox/resources/${encodeURIComponent("aws:cloudwatch/eventRule:EventRule")}/rule`,
        {
          method: "PUT",
          body: JSON.stringify({ account, region, properties: { eventPattern } }),
        },
      ).then((response) => response.text());
    expect(await put('{"source":[{"cidr":"10.0.0.0/8"}]}')).to.include('{\\"cidr\\":\\"10.0.0.0/8\\"}');
    expect(await put('{"source":"aws.imagebuilder"}')).to.include("must be an object or an array");
    expect(await put("{}")).to.include("not empty");
    expect(await put("source")).to.include("not JSON");
  });
});

describe("An event pattern", () => {
  const event = {
    source: "aws.x",
    resources: ["a/1", "b/2"],
    detail: { state: { status: "DONE" }, count: 3 },
  };
  const yes: object[] = [
    { source: ["aws.y", "aws.x"] },
    { detail: { count: [3] } },
    { resources: ["b/2"] },
    { resources: [{ prefix: "b/" }] },
    { resources: [{ suffix: "/1" }] },
    { resources: [{ wildcard: "*/2" }] },
    { source: [{ "equals-ignore-case": "AWS.X" }] },
    { source: [{ "anything-but": "aws.y" }] },
    { source: [{ "anything-but": ["aws.y"] }] },
    { source: [{ "anything-but": { prefix: "ec2" } }] },
    { missing: [{ exists: false }], source: [{ exists: true }] },
    { detail: { missing: { deep: [{ exists: false }] } } },
  ];
  const no: object[] = [
    { source: ["aws.x"], detail: { state: { status: ["FAILED"] } } },
    { detail: { count: ["3"] } },
    { missing: ["x"] },
    { missing: [{ "anything-but": "x" }] },
    { resources: [{ wildcard: "a.1" }] },
    { source: [{ "anything-but": ["aws.x"] }] },
    { source: [{ "anything-but": { prefix: "aws" } }] },
    { source: [{ exists: false }] },
    { detail: { state: { status: { deep: ["DONE"] } } } },
  ];
  for (const [patterns, matching] of [
    [yes, true],
    [no, false],
  ] as const) {
    for (const pattern of patterns.map((each) => JSON.stringify(each))) {
      it(`${matching ? "matches" : "does not match"}: ${pattern}`, () => {
        expect(matches(parsePattern(pattern), event)).to.equal(matching);
      });
    }
  }
});
