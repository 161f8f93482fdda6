// Every change that replaces a child, in the order in which Pulumi carries it out: AWS must accept each step.

import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { planDistributionTarget } from "../../provider/src/distribution-target/plan";
import { planImageImportRole } from "../../provider/src/image-import-role/plan";
import type { Child } from "../../provider/src/plan/child";
import { account } from "../fuzz/accept";
import { kinds, problemsOf, toArgs } from "../fuzz/check";
import { InProcessEngine, refusal, switchedOff } from "../fuzz/in-process-engine";
import type { Record as Inputs } from "../fuzz/values";
import { resourceTypes } from "../../sandbox/aws-plugin/resource-types";

interface Wanted {
  region: string;
  plan: readonly Child[];
}

const region = "eu-west-1";

/** Where inputs depend on a resource, they are Outputs. */
const component =
  (kind: "GoldenImage" | "ImageDistribution", base: Inputs, dependencies: readonly string[] = []) =>
  (change: Inputs = {}, providerRegion = region): (() => Promise<Wanted>) =>
  async () => {
    const inputs = Object.fromEntries(
      Object.entries({ ...base, ...change }).filter(([, value]) => value !== undefined),
    );
    expect(await problemsOf(kinds[kind], "web", inputs, dependencies)).to.deep.equal([]);
    const at = (inputs.region as string | undefined) ?? providerRegion;
    return {
      region: providerRegion,
      plan: kinds[kind].plan("web", toArgs(kinds[kind], inputs, dependencies) as never, at),
    };
  };

const hello = JSON.stringify({
  schemaVersion: 1.0,
  phases: [
    { name: "build", steps: [{ name: "Hello", action: "ExecuteBash", inputs: { commands: ["true"] } }] },
  ],
});

const workflow = (name: string): string =>
  JSON.stringify({
    schemaVersion: 1.0,
    name: "test",
    steps: [
      { name, action: "LaunchInstance", onFailure: "Abort", inputs: { waitFor: "ssmAgent" } },
      {
        name: "Stop",
        action: "TerminateInstance",
        onFailure: "Continue",
        inputs: { "instanceId.$": `$.stepOutputs.${name}.instanceId` },
      },
    ],
  });

const distributing = JSON.stringify({
  schemaVersion: 1.0,
  name: "distribute",
  steps: [{ name: "Distribute", action: "DistributeImage", onFailure: "Abort", inputs: {} }],
});

/** Longer than a request may be, so that it goes through a bucket. */
const long = (text: string): string => `# ${text.repeat(17_000)}\n${hello}`;

const building = {
  type: "BUILD",
  arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x",
};

const image = component("GoldenImage", {
  source: { os: "amazon-linux-2023" },
  customize: [{ name: "step", shell: ["true"] }],
  workflows: [building, { name: "own", type: "TEST", document: workflow("Launch") }],
  build: {
    isolatedNetwork: { availabilityZone: "eu-west-1a", cidrBlock: "10.0.0.0/24" },
    rolePath: "/golden/",
    policyArns: [`arn:aws:iam::${account}:policy/extra`],
  },
  lifecycle: { delete: { keepNewest: 3 } },
  notify: { emails: ["platform@example.com"] },
  schedule: { afterPipelineArn: `arn:aws:imagebuilder:eu-west-1:${account}:image-pipeline/base` },
});

const container = component("GoldenImage", {
  source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
  container: { tags: ["latest"], untaggedDays: 7 },
});

const ofOutputs = component(
  "GoldenImage",
  {
    source: { os: "amazon-linux-2023" },
    build: { policyArns: [`arn:aws:iam::${account}:policy/extra`] },
    notify: { emails: ["platform@example.com"] },
  },
  ["urn:pulumi:stack::project::aws:sns/topic:Topic::topic"],
);

const documents = component("GoldenImage", {
  source: { os: "amazon-linux-2023" },
  customize: [{ name: "long", document: long("a") }],
  documentBucket: {},
});

const exporting = {
  amiName: "web {{ imagebuilder:buildDate }}",
  export: { format: "raw" },
  launchTemplates: [{}],
};
const distribution = component("ImageDistribution", { regions: { "eu-west-1": exporting } });
const containers = component("ImageDistribution", {
  regions: { "eu-west-1": { container: { untaggedDays: 7 } } },
});

const importRole = (roleName: string) => async (): Promise<Wanted> => ({
  region,
  plan: planImageImportRole({ bucketName: "machines", roleName }, "aws").children,
});

const target = (args: object) => async (): Promise<Wanted> => ({
  region,
  plan: planDistributionTarget({ sourceAccountIds: ["444455556666"], ...args }).children,
});

const elsewhere = "us-east-1";
const network = (isolatedNetwork: object): Inputs => ({ build: { isolatedNetwork } });
const moved = {
  build: { isolatedNetwork: {}, rolePath: "/golden/" },
  schedule: undefined,
  workflows: undefined,
};

const changes: Readonly<Record<string, readonly [() => Promise<Wanted>, () => Promise<Wanted>]>> = {
  "region of an AMI": [image(moved), image({ ...moved, region: elsewhere })],
  "aws:region of an AMI": [image(moved), image(moved, elsewhere)],
  "name of an AMI": [image(), image({ name: "api" })],
  "version of an AMI": [image(), image({ version: "2.0" })],
  "operating system": [image(), image({ source: { os: "ubuntu-24.04" } })],
  platform: [image(), image({ source: { os: "windows-server-2022" }, customize: undefined })],
  "description of an AMI": [image(), image({ description: "other" })],
  "working directory": [image(), image({ workingDirectory: "/opt" })],
  "name of a volume": [
    image({ storage: { deviceName: "/dev/xvda", size: 20 } }),
    image({ storage: { deviceName: "/dev/sda1", size: 30 } }),
  ],
  "tags and user data of an AMI": [
    image({ amiTags: { a: "1" }, userData: "a", removeSsmAgent: false }),
    image({ amiTags: { a: "2" }, userData: "b", removeSsmAgent: true }),
  ],
  "availability zone": [
    image(network({ availabilityZone: "eu-west-1a" })),
    image(network({ availabilityZone: "eu-west-1b" })),
  ],
  "availability zone, given later": [image(network({})), image(network({ availabilityZone: "eu-west-1b" }))],
  "availability zone, taken away": [image(network({ availabilityZone: "eu-west-1b" })), image(network({}))],
  "range of addresses": [
    image(network({ cidrBlock: "10.0.0.0/24" })),
    image(network({ cidrBlock: "10.0.1.0/24" })),
  ],
  "wider range of addresses": [
    image(network({ cidrBlock: "10.0.0.0/24" })),
    image(network({ cidrBlock: "10.0.0.0/23", availabilityZone: "eu-west-1c" })),
  ],
  "an isolated network, made": [image({ build: {} }), image()],
  "an isolated network, left": [image(), image({ build: {} })],
  "path of the roles": [image(), image({ build: { rolePath: "/other/" } })],
  "policies of the role": [
    image(),
    image({ build: { policyArns: [`arn:aws:iam::${account}:policy/other`] } }),
  ],
  "address to notify": [image(), image({ notify: { emails: ["other@example.com"] } })],
  "policy of an Output": [
    ofOutputs(),
    ofOutputs({ build: { policyArns: [`arn:aws:iam::${account}:policy/other`] } }),
  ],
  "address of an Output": [ofOutputs(), ofOutputs({ notify: { emails: ["other@example.com"] } })],
  "topic to notify": [
    image(),
    image({
      notify: { topicArn: `arn:aws:sns:eu-west-1:${account}:images`, emails: ["platform@example.com"] },
    }),
  ],
  "a workflow's document": [
    image(),
    image({ workflows: [building, { name: "own", type: "TEST", document: workflow("Start") }] }),
  ],
  "a workflow's type": [
    image(),
    image({
      tests: { enabled: false },
      workflows: [building, { name: "own", type: "DISTRIBUTION", document: distributing }],
    }),
  ],
  "no workflows": [image(), image({ workflows: undefined })],

  "region of a container image": [container(), container({ region: elsewhere })],
  "aws:region of a container image": [container(), container({}, elsewhere)],
  "name of a container image": [container(), container({ name: "api" })],
  "description of a container image": [container(), container({ description: "other" })],
  "Dockerfile, platform and instance": [
    container(),
    container({
      workingDirectory: "/opt",
      storage: { size: 40 },
      container: {
        dockerfile:
          "FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}\nRUN true\n{{{ imagebuilder:components }}}",
        instanceImage: "ami-0123456789abcdef0",
      },
    }),
  ],
  "platform of a container image": [
    container({ container: {} }),
    container({
      source: { containerImage: "mcr.microsoft.com/windows/servercore:ltsc2022" },
      platform: "Windows",
      container: {},
    }),
  ],
  "base of a container image": [
    container(),
    container({ source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2" } }),
  ],
  "days of untagged images": [container(), container({ container: { untaggedDays: 30 } })],
  "key of a repository": [
    container(),
    container({
      container: {
        repositoryKmsKeyArn: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      },
    }),
  ],
  "key of a Dockerfile": [
    container(),
    container({
      container: {
        dockerfileKmsKeyArn: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      },
    }),
  ],
  "repository of one's own": [container(), container({ container: { repositoryName: "team/web" } })],
  "repository made again": [container({ container: { repositoryName: "team/web" } }), container()],
  "from an AMI to a container image": [
    image({ build: {}, workflows: undefined, storage: undefined }),
    container({ lifecycle: { delete: { keepNewest: 3 } } }),
  ],
  "from a container image to an AMI": [container(), image({ build: {} })],

  "a long document": [documents(), documents({ customize: [{ name: "long", document: long("b") }] })],
  "region of a long document": [documents(), documents({ region: elsewhere })],
  "name of a golden image with long documents": [documents(), documents({ name: "api" })],
  "key of a long document": [
    documents(),
    documents({
      documentBucket: {
        kmsKeyArn: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      },
    }),
  ],
  "bucket of a long document": [documents(), documents({ documentBucket: { name: "documents" } })],
  "tags, more than an object in S3 takes": [
    documents(),
    documents({ tags: Object.fromEntries([..."abcdefghijkl"].map((name) => [name, "1"])) }),
  ],
  "a long document that gets shorter": [
    documents(),
    documents({ customize: [{ name: "long", document: hello }] }),
  ],

  "name of a distribution": [distribution(), distribution({ name: "all" })],
  "region of a distribution": [distribution(), distribution({ region: elsewhere })],
  "aws:region of a distribution": [distribution(), distribution({}, elsewhere)],
  "regions of a distribution": [distribution(), distribution({ regions: { [elsewhere]: exporting } })],
  "name of a distribution of containers": [containers(), containers({ name: "all" })],
  "days in a distribution's repository": [
    containers(),
    containers({ regions: { "eu-west-1": { container: { untaggedDays: 8 } } } }),
  ],
  "key of a distribution's repository": [
    containers(),
    containers({
      regions: {
        "eu-west-1": {
          container: {
            repositoryKmsKeyArn: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
          },
        },
      },
    }),
  ],
  "regions of a distribution of containers": [
    containers(),
    containers({ regions: { [elsewhere]: { container: {} } } }),
  ],

  "name of an import's role": [importRole("vmimport"), importRole("vmimport-golden")],
  "a target's policies": [
    target({ managedPolicy: true, lifecycle: true }),
    target({ kmsKeyArns: [`arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`] }),
  ],
};

/**
 * Whether a change leaves alone what is known by a name that AWS gives to one owner at a time, and that others use: a
 * pipeline, a distribution, a document. What such a change has made stands in the way of its being taken back.
 */
const keptName = (what: string): boolean => !/\b(name|region|long)\b/.test(what);

/** Where the engine is free, tests of thousands of orders are in tests/fuzz; here are the first and the last. */
const orders = { first: () => 0, last: (below: number) => below - 1 };

const lost = new Set<string>();

/** What the last of some updates makes at AWS. */
async function madeBy(updates: readonly Wanted[]): Promise<Child[]> {
  const engine = new InProcessEngine("web", account);
  let before = 0;
  for (const { region: at, plan } of updates) {
    before = engine.steps.length;
    await engine.up(at, plan);
  }
  const made = engine.steps.slice(before);
  const { plan } = updates.at(-1) as Wanted;
  return plan.filter(({ key, type }) => type.startsWith("aws:") && made.includes(`create ${key}`));
}

/** The last of some updates loses the answer to the creation of a child, and is not tried again. */
async function losesAnswer(updates: readonly Wanted[], key: string): Promise<void> {
  const engine = new InProcessEngine("web", account);
  for (const { region: at, plan } of updates.slice(0, -1)) {
    await engine.up(at, plan);
    // What is made from here on is younger.
    await delay(2);
  }
  engine.losesAnswerOf = key;
  const { region: at, plan } = updates.at(-1) as Wanted;
  const failure = await engine.up(at, plan).catch((error: Error) => error.message);
  expect(failure).to.include(`create ${key}: the answer is lost`);
  await engine.destroy(at);
  expect(engine.leftovers(), `after ${key} was lost`).to.deep.equal([]);
  expect(engine.warnings).to.deep.equal([]);
}

const seen = new Set<string>();
const given = new Set<string>();

describe("A change that replaces resources", () => {
  for (const [what, [before, after]] of Object.entries(changes)) {
    for (const [which, draw] of Object.entries(orders)) {
      it(`${what}: takes one update (${which} order), then has no changes, and leaves nothing after destroy`, async () => {
        const engine = new InProcessEngine("web", account, draw);
        for (const want of [before, after]) {
          const { region: at, plan } = await want();
          await engine.up(at, plan);
          expect(await engine.changes(at, plan), "the next preview").to.deep.equal([]);
          expect(await engine.lost(), "lost").to.deep.equal([]);
          for (const { type, args } of plan) {
            for (const input of Object.keys(args))
              if (args[input] !== undefined) given.add(`${type} ${input}`);
          }
        }
        for (const each of engine.replacing) seen.add(each);
        await engine.destroy((await after()).region);
        expect(engine.leftovers()).to.deep.equal([]);
      });
    }
  }

  for (const [what, [before, after]] of Object.entries(changes)) {
    const ways = keptName(what) ? "completed or reverted" : "completed";
    for (const how of ["switched off", "refused"] as const) {
      it(`${what}: can be ${ways}, wherever it is ${how}`, async () => {
        const [old, next] = [await before(), await after()];
        const made = new InProcessEngine("web", account);
        await made.up(old.region, old.plan);
        for (let steps = 1; ; steps += 7) {
          for (const { region: at, plan } of keptName(what) ? [next, old] : [next]) {
            const engine = made.copy();
            engine.fails = { after: engine.steps.length + steps, how };
            const failure = await engine.up(next.region, next.plan).catch((error: Error) => error.message);
            if (failure === undefined) return;
            expect(failure).to.include(how === "refused" ? refusal : switchedOff);
            engine.fails = undefined;
            // The state has what was planned: only a refresh sees that AWS has something else.
            if (how === "refused") await engine.refresh(at);
            await engine.up(at, plan);
            expect(await engine.changes(at, plan)).to.deep.equal([]);
            expect(await engine.lost()).to.deep.equal([]);
            await engine.destroy(at);
            expect(engine.leftovers()).to.deep.equal([]);
          }
        }
      });
    }
  }

  for (const [what, [before, after]] of Object.entries(changes)) {
    it(`${what}: leaves nothing, if an answer is lost and the stack destroyed at once`, async () => {
      const [old, next] = [await before(), await after()];
      for (const updates of [[old], [old, next]]) {
        for (const { key, type } of await madeBy(updates)) {
          // A kind of resource by its type, and by whether there was one of it before.
          const kind = `${type} ${updates.length === 1 ? "new" : "again"}`;
          if (lost.has(kind)) continue;
          lost.add(kind);
          await losesAnswer(updates, key);
        }
      }
    });
  }

  it("has lost an answer of each type that a plan has", async () => {
    const planned = Object.values(changes)
      .flat()
      .map(async (want) => (await want()).plan);
    const types = (await Promise.all(planned)).flat().map(({ type }) => type);
    const missing = types.filter((type) => type.startsWith("aws:") && !lost.has(`${type} new`));
    expect(missing).to.deep.equal([]);
  });

  const withImages: Readonly<Record<string, Inputs>> = {
    "another name": { name: "api" },
    "another region": { region: elsewhere },
    "another key": {
      container: {
        repositoryKmsKeyArn: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      },
    },
  };

  for (const [what, next] of Object.entries(withImages)) {
    it(`and a repository with images, ${what}: fails before the recipe and the pipeline are changed`, async () => {
      const engine = new InProcessEngine("web", account);
      const [old, changed] = [await container()(), await container(next)()];
      await engine.up(old.region, old.plan);
      const before = [engine.outputs("recipe"), engine.outputs("pipeline")];
      const { containers } = engine.world.store({ account, region });
      const image = { account, region, repositoryName: "web", imageUris: [], sourceImageArn: "arn" };
      containers.push(image);
      let refusal = "";
      await engine.up(changed.region, changed.plan).catch((error: Error) => (refusal = error.message));
      expect(refusal).to.include("delete repository: ").and.to.include("RepositoryNotEmptyException");
      expect([engine.outputs("recipe"), engine.outputs("pipeline")]).to.deep.equal(before);

      // What was written before can be had back, and what was wanted when the images are gone.
      await engine.up(old.region, old.plan);
      expect(await engine.changes(old.region, old.plan)).to.deep.equal([]);
      containers.length = 0;
      await engine.up(changed.region, changed.plan);
      expect(await engine.changes(changed.region, changed.plan)).to.deep.equal([]);
      await engine.destroy(changed.region);
      expect(engine.leftovers()).to.deep.equal([]);
    });
  }

  it("is tested for every input that replaces a resource", () => {
    const replacing = [...given].filter((each) => {
      const [type = "", input = ""] = each.split(" ");
      return resourceTypes[type]?.replaces.includes(input);
    });
    const missing = replacing.filter((each) => !seen.has(each) && !always.includes(each));
    expect(missing.sort()).to.deep.equal([]);
    expect(always.filter((each) => seen.has(each))).to.deep.equal([]);
  });
});

/** Inputs that are the same in every plan. */
const always: readonly string[] = [
  "aws:cloudwatch/eventTarget:EventTarget targetId",
  // It is in the key of the child.
  "aws:ec2/launchTemplate:LaunchTemplate region",
  "aws:ec2/securityGroup:SecurityGroup description",
  "aws:ec2/vpcEndpoint:VpcEndpoint privateDnsEnabled",
  "aws:ec2/vpcEndpoint:VpcEndpoint vpcEndpointType",
  "aws:iam/rolePolicy:RolePolicy name",
  "aws:imagebuilder/containerRecipe:ContainerRecipe containerType",
  "aws:sns/topicSubscription:TopicSubscription protocol",
];
