// What an update that was cut off may have made, as Pulumi's state shows it, and how it is found.

import * as grpc from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { ResourceInvokeResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { digest } from "../../../provider/src/plan/digest";
import { Derived, Interpolated, Ref } from "../../../provider/src/plan/deferred";
import type { Child, ChildType } from "../../../provider/src/plan/child";
import { classes } from "../../../provider/src/plan/classes";
import { importIds, owned } from "../../../provider/src/engine/ownership";
import type { Values } from "../../../provider/src/protocol/values";
import { lookUp } from "../../../provider/src/engine/recovery/look-up";
import { componentUrn, gapsOf } from "../../../provider/src/engine/recovery/orphans";
import { takingUp } from "../../../provider/src/engine/recovery/adopt";
import type { KnownOutputs, StackState } from "../../../provider/src/engine/recovery/stack-state";

const place = {
  stack: "dev",
  project: "images",
  parent: "urn:pulumi:dev::images::pulumi:pulumi:Stack::images-dev",
};
const urn = componentUrn(place, "goldenimage:index:GoldenImage", "web");
const urnOf = (type: string, key: string): string =>
  `urn:pulumi:dev::images::goldenimage:index:GoldenImage$${type}::web-${key}`;
const failed = (error: unknown): never => {
  throw error;
};
const ownershipWith = (...keys: string[]): [string, KnownOutputs] => [
  urnOf("goldenimage:index:Ownership", "ownership"),
  { value: "0f", keys },
];
const ownership = ownershipWith("elsewhere", "key", "log-group", "profile", "recipe", "role", "step");

const componentType = "aws:imagebuilder/component:Component";
const recipeType = "aws:imagebuilder/imageRecipe:ImageRecipe";
const versionType = "goldenimage:index:ContentVersion";
const roleType = "aws:iam/role:Role";
const profileType = "aws:iam/instanceProfile:InstanceProfile";

const digestOf = (content: unknown) => new Derived([content], ([all]) => digest(all));
const document = { platform: "Linux", data: "steps" };
const children: Child[] = [
  { key: "log-group", type: "aws:cloudwatch/logGroup:LogGroup", args: { name: "/aws/imagebuilder/web" } },
  { key: "step-version", type: versionType, args: { content: digestOf(document) } },
  { key: "step", type: componentType, args: { name: "web-step", ...document }, versioned: true },
  {
    key: "recipe-version",
    type: versionType,
    args: { content: digestOf({ components: [{ componentArn: new Ref("step", "arn") }] }) },
  },
  { key: "recipe", type: recipeType, args: { name: "web" }, versioned: true },
  { key: "role", type: roleType, args: {} },
  { key: "role-policy", type: "aws:iam/rolePolicy:RolePolicy", args: { name: "role-policy" } },
  { key: "profile", type: profileType, args: { role: new Ref("role", "name") } },
  { key: "elsewhere", type: "aws:s3/bucket:Bucket", args: { region: "us-east-1" } },
  { key: "key", type: "aws:kms/key:Key", args: {} },
];

const arn = (kind: string, name: string): string =>
  `arn:aws:imagebuilder:eu-west-1:123456789012:${kind}/${name}`;
const inState = {
  group: [
    urnOf("aws:cloudwatch/logGroup:LogGroup", "log-group"),
    { arn: "arn:aws:logs:eu-west-1:1:log-group:g" },
  ],
  stepVersion: [urnOf(versionType, "step-version"), { version: "1.0.1" }],
  step: [urnOf(componentType, "step"), { version: "1.0.1", arn: arn("component", "web-step/1.0.1/1") }],
  stepBefore: [urnOf(componentType, "step"), { version: "1.0.0", arn: arn("component", "web-step/1.0.0/1") }],
  recipeVersion: [urnOf(versionType, "recipe-version"), { version: "1.0.1" }],
  recipe: [urnOf(recipeType, "recipe"), { version: "1.0.1", arn: arn("image-recipe", "web/1.0.1") }],
  role: [urnOf(roleType, "role"), { arn: "arn:aws:iam::1:role/web-role-1234567" }],
  profile: [urnOf(profileType, "profile"), { arn: "arn:aws:iam::1:instance-profile/p" }],
  elsewhere: [urnOf("aws:s3/bucket:Bucket", "elsewhere"), { arn: "arn:aws:s3:::b" }],
  key: [urnOf("aws:kms/key:Key", "key"), { arn: "arn:aws:kms:eu-west-1:1:key/k" }],
} satisfies Record<string, [string, KnownOutputs]>;
type Known = keyof typeof inState;
const all = (Object.keys(inState) as Known[]).filter((key) => key !== "stepBefore");

const without = (...left: Known[]): Map<string, KnownOutputs> =>
  new Map([ownership, ...all.filter((key) => !left.includes(key)).map((key) => inState[key])]);
/** What may have been lost, and which versions were counted in vain. */
function gapsIn(state: StackState): [string[], Record<string, string>] {
  const gaps = gapsOf(urn, "web", children, state);
  return [gaps?.missing.map(({ key }) => key) ?? [], Object.fromEntries(gaps?.spent ?? [])];
}

describe("what an interrupted update may have made", () => {
  it("is nothing if the state doesn't have the component", () => {
    expect(gapsOf(urn, "web", children, new Map())).to.equal(undefined);
    const other = new Map([
      [urnOf("goldenimage:index:Ownership", "ownership").replace("web-", "other-"), { value: "0f" }],
    ]);
    expect(gapsOf(urn, "web", children, other)).to.equal(undefined);
  });

  const cases: [string, StackState, string[], Record<string, string>?][] = [
    ["nothing, where all is known", without(), []],
    [
      "what is not in the state, but not what may be made again",
      without("group", "role", "profile", "elsewhere"),
      ["log-group", "role", "profile", "elsewhere"],
    ],
    [
      "a version that was counted, and not followed",
      without("step", "recipe").set(...inState.stepBefore),
      [],
      { step: "1.0.1", recipe: "1.0.1" },
    ],
    ["no version that was not even counted", without("step", "stepVersion", "recipe", "recipeVersion"), []],
    [
      "nothing that is new in the component",
      without("elsewhere", "key").set(...ownershipWith("log-group", "key")),
      ["key"],
    ],
    [
      "anything, where the ownership was imported",
      without("elsewhere", "key").set(ownership[0], { value: "0f" }),
      ["elsewhere", "key"],
    ],
    ["what is in another region", without("elsewhere"), ["elsewhere"]],
    [
      "no recipe of a golden image that had one of the other kind",
      without("recipe").set(urnOf("aws:imagebuilder/containerRecipe:ContainerRecipe", "recipe"), {
        version: "1.0.0",
      }),
      [],
    ],
  ];
  for (const [says, state, missing, spent = {}] of cases)
    it(`is ${says}`, () => expect(gapsIn(state)).to.deep.equal([missing, spent]));

  it("is looked for under the component's own URN, wherever it is", () => {
    const inside = componentUrn(
      { ...place, parent: "urn:pulumi:dev::images::my:own:Thing::thing" },
      "goldenimage:index:GoldenImage",
      "web",
    );
    expect(inside).to.equal("urn:pulumi:dev::images::my:own:Thing$goldenimage:index:GoldenImage::web");
  });
});

const answers: Record<string, (args: Values) => Values> = {
  "aws:resourcegroupstaggingapi/getResources:getResources": ({ region }) => ({
    resourceTagMappingLists:
      region === "us-east-1"
        ? [tagged("arn:aws:s3:::b", "elsewhere")]
        : [
            tagged("arn:aws:logs:eu-west-1:1:log-group:/aws/imagebuilder/web:*", "log-group"),
            tagged("arn:aws:kms:eu-west-1:1:key/gone", "key"),
            tagged("arn:aws:kms:eu-west-1:1:key/lost", "key"),
          ],
  }),
  "aws:kms/getKey:getKey": ({ keyId }) => ({
    arn: keyId,
    keyState: String(keyId).endsWith("gone") ? "PendingDeletion" : "Enabled",
  }),
  "aws:iam/getRoles:getRoles": () => ({ names: ["web-role-7654321", "other-web-role-1"] }),
  "aws:iam/getRole:getRole": ({ name }) => ({
    arn: `arn:aws:iam::1:role/golden/${String(name)}`,
    tags:
      name === "web-role-7654321"
        ? { "goldenimage:resource": "0f/role" }
        : { "goldenimage:resource": "1e/role" },
  }),
  "aws:iam/getInstanceProfiles:getInstanceProfiles": ({ roleName }) => ({
    arns: [
      "arn:aws:iam::1:instance-profile/somebodys",
      `arn:aws:iam::1:instance-profile/web-profile-of-${String(roleName)}`,
    ],
  }),
};
const tagged = (resourceArn: string, key: string) => ({
  resourceArn,
  tags: { "goldenimage:resource": `0f/${key}` },
});

describe("a resource that the state lost", () => {
  const asked: [string, Values][] = [];
  async function found(state: StackState): Promise<[string, string][]> {
    asked.length = 0;
    await pulumi.runtime.setMocks({
      newResource: () => ({ id: "", state: {} }),
      call({ token, inputs }) {
        asked.push([token, inputs as Values]);
        return answers[token]?.(inputs as Values) ?? {};
      },
    });
    const gaps = gapsOf(urn, "web", children, state);
    return gaps ? [...(await lookUp(gaps, {}, failed))] : [];
  }

  it("is found by its tag", async () => {
    expect(
      await found(without("group", "step", "recipe", "role", "profile", "elsewhere", "key")),
    ).to.deep.equal([
      ["log-group", "arn:aws:logs:eu-west-1:1:log-group:/aws/imagebuilder/web:*"],
      ["key", "arn:aws:kms:eu-west-1:1:key/lost"],
      ["elsewhere", "arn:aws:s3:::b"],
      ["role", "arn:aws:iam::1:role/golden/web-role-7654321"],
      ["profile", "arn:aws:iam::1:instance-profile/web-profile-of-web-role-7654321"],
    ]);
  });

  it("is an instance profile of a role that is known", async () => {
    expect(await found(without("profile"))).to.deep.equal([
      ["profile", "arn:aws:iam::1:instance-profile/web-profile-of-web-role-1234567"],
    ]);
  });

  it("isn't looked up if nothing is missing", async () => {
    expect(await found(without())).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
  });

  it("is looked up with no more values at once than AWS accepts", async () => {
    const many = Array.from({ length: 45 }, (_, index): Child => ({
      key: `rule-${index}`,
      type: "aws:cloudwatch/eventRule:EventRule",
      args: {},
    }));
    await found(new Map());
    const gaps = gapsOf(urn, "web", many, new Map([ownershipWith(...many.map(({ key }) => key))]));
    if (gaps) await lookUp(gaps, {}, failed);
    const values = asked.map(
      ([, { tagFilters }]) => (tagFilters as { values: string[] }[])[0]?.values.length,
    );
    expect(values).to.deep.equal([20, 20, 5]);
  });
});

/** An engine that answers what a stack's resources have put out, and nothing else. */
async function monitorOf(state: StackState): Promise<{ address: string; asked: object[]; close(): void }> {
  const asked: object[] = [];
  const outputs = Object.fromEntries(
    [...state].map(([each, known]) => [each, { type: each.split("$").at(-1) ?? "", outputs: known }]),
  );
  const server = new grpc.Server();
  server.addService(ResourceMonitorService, {
    invoke(
      { request }: { request: ResourceInvokeRequest },
      callback: grpc.sendUnaryData<ResourceInvokeResponse>,
    ) {
      asked.push([request.getTok(), request.getArgs()?.toJavaScript() ?? {}]);
      const answer = { name: "organization/project/stack", outputs } as Record<string, JavaScriptValue>;
      callback(null, new ResourceInvokeResponse().setReturn(Struct.fromJavaScript(answer)));
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { address: `127.0.0.1:${port}`, asked, close: () => server.forceShutdown() };
}

describe("an update after an interrupted one", () => {
  const component = { urn, name: "web", children };
  const secret = "correct-horse-battery-staple";

  /** What is registered otherwise than the plan says, by the names of resources. */
  async function changes(lookUps: "answered" | "denied"): Promise<Record<string, object>> {
    const told: string[] = [];
    const logged: string[] = [];
    Object.assign(pulumi.log, {
      info: async (message: string) => void told.push(message),
      debug: async (message: string) => void logged.push(message),
    });
    await pulumi.runtime.setMocks(
      {
        newResource: () => ({ id: "", state: {} }),
        call({ token, inputs }) {
          // As gRPC has it.
          if (lookUps === "denied") throw Object.assign(new Error(), { details: "denied: tag:GetResources" });
          return answers[token]?.(inputs as Values) ?? {};
        },
      },
      "project",
      "stack",
      false,
      "organization",
    );
    const state = without("group", "step", "elsewhere").set("urn:pulumi:dev::images::random:X::password", {
      value: secret,
    });
    const monitor = await monitorOf(state);
    try {
      const transformations = await takingUp(pulumi, monitor.address, component, {});
      expect(monitor.asked).to.deep.equal([
        ["pulumi:pulumi:readStackResourceOutputs", { stackName: "organization/project/stack" }],
      ]);
      expect([...told, ...logged].join()).not.to.include(secret);
      expect(told.join()).to.match(lookUps === "denied" ? /can't be looked up: .*tag:GetResources/ : /^$/);
      const [transform] = transformations;
      return Object.fromEntries(
        children.flatMap(({ key, type }) => {
          const name = `web-${key}`;
          const result = transform?.({ name, type, props: {}, opts: {}, resource: undefined as never });
          const changed = { ...result?.props, ...result?.opts };
          return Object.keys(changed).length === 0 ? [] : [[name, changed]];
        }),
      );
    } finally {
      monitor.close();
    }
  }

  it("imports what exists, and continues after unknown versions", async () => {
    expect(await changes("answered")).to.deep.equal({
      "web-log-group": { import: "/aws/imagebuilder/web" },
      "web-step-version": { spent: "1.0.1" },
      "web-elsewhere": { import: "b@us-east-1" },
    });
  });

  it("continues with a warning if it isn't allowed to look", async () => {
    expect(await changes("denied")).to.deep.equal({ "web-step-version": { spent: "1.0.1" } });
  });

  it("recovers nothing if the engine doesn't answer", async () => {
    expect(await takingUp(pulumi, "127.0.0.1:1", component, {})).to.deep.equal([]);
  });
});

describe("what a component makes", () => {
  /** Making these again says what is already so: the API puts, attaches or subscribes. */
  const repeatable: ChildType[] = [
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sns/topicSubscription:TopicSubscription",
    "goldenimage:index:ContentVersion",
    "goldenimage:index:Leftovers",
    "goldenimage:index:Orphans",
    "goldenimage:index:Ownership",
    "goldenimage:index:PipelineSettings",
    "goldenimage:index:Usage",
  ];

  it("can be found or created again", () => {
    expect([...Object.keys(importIds), ...repeatable].sort()).to.deep.equal(Object.keys(classes).sort());
  });

  const ids: [ChildType, string, string][] = [
    ["aws:cloudwatch/eventRule:EventRule", "arn:aws:events:eu-west-1:1:rule/web-chain-1", "web-chain-1"],
    ["aws:cloudwatch/logGroup:LogGroup", "arn:aws:logs:eu-west-1:1:log-group:/aws/x:*", "/aws/x"],
    ["aws:cloudwatch/logGroup:LogGroup", "arn:aws:logs:eu-west-1:1:log-group:/aws/x", "/aws/x"],
    ["aws:ec2/vpc:Vpc", "arn:aws:ec2:eu-west-1:1:vpc/vpc-1", "vpc-1"],
    [
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "arn:aws:ec2:eu-west-1:1:security-group-rule/sgr-1",
      "sgr-1",
    ],
    ["aws:ecr/repository:Repository", "arn:aws:ecr:eu-west-1:1:repository/team/web", "team/web"],
    ["aws:iam/role:Role", "arn:aws:iam::1:role/golden/web-role-1", "web-role-1"],
    ["aws:kms/key:Key", "arn:aws:kms:eu-west-1:1:key/0f-1", "0f-1"],
    ["aws:s3/bucket:Bucket", "arn:aws:s3:::web-1", "web-1"],
    ["aws:sns/topic:Topic", "arn:aws:sns:eu-west-1:1:web", "arn:aws:sns:eu-west-1:1:web"],
  ];
  for (const [type, of, id] of ids) {
    it(`is imported by the ID in ${of}`, () => expect(importIds[type]?.(of)).to.equal(id));
  }

  it("has the ownership tag beside the user's tags, also if these are an output", () => {
    const key: Child = { key: "key", type: "aws:kms/key:Key", args: { tags: { team: "web" } } };
    const surroundings = { parentName: "web", region: "eu-west-1", run: "1" };
    const tag = { "goldenimage:resource": new Interpolated([new Ref("ownership", "value"), "/key"]) };
    expect(owned([key], surroundings)[1]?.args.tags).to.deep.equal({ team: "web", ...tag });
    const tags = pulumi.output({ team: "web" });
    expect(owned([{ ...key, args: { tags } }], surroundings)[1]?.args.tags).to.deep.equal({
      parts: [tags, tag],
    });
  });
});
