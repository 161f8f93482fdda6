// What a component is about to create is held against AWS's model, with the path in the user's own input.

import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { checkPlanned } from "../../../provider/src/engine/checks";
import { toInput } from "../../../provider/src/engine/inputs";
import type { GoldenImageArgs } from "../../../provider/src/golden-image/args";
import { planImageDistribution } from "../../../provider/src/image-distribution/plan";
import type { ImageDistributionArgs } from "../../../provider/src/image-distribution/regions";
import type { Child } from "../../../provider/src/plan/child";
import { Lifted } from "../../../provider/src/protocol/values";
import type { Values } from "../../../provider/src/protocol/values";
import { goldenImageChildren } from "../components";
import { locationOf } from "../location";

const input = <T>(values: Values): T => toInput(pulumi, values) as T;

async function problems(children: readonly Child[], name = "web"): Promise<string[]> {
  const found = await checkPlanned(pulumi, name, children);
  return [...new Set(found.map(({ path, message }) => `${path}: ${message}`))];
}

const image = (values: Values, name = "web"): Promise<string[]> =>
  problems(
    goldenImageChildren(
      name,
      input<GoldenImageArgs>({ source: { os: "debian-12" }, ...values }),
      locationOf(values),
    ),
    name,
  );

const distribution = (values: Values): Promise<string[]> =>
  problems(planImageDistribution("web", input<ImageDistributionArgs>(values)).children);

const secret = (value: unknown): Lifted => new Lifted(value, true, true);
const step = { shell: ["true"] };
const container = { source: { os: "amazon-linux-2023" }, container: {} };
const empty = "must be at least 1 character";
const long = "x".repeat(1025);
const tagged = (key: string): Values => ({ [key]: "x".repeat(300) });
const tooLong = "must be at most 256 characters";

const tooManyBytes = (most: number): string => `must be at most ${most} bytes in UTF-8`;

const cases: [what: string, values: Values, problems: string[]][] = [
  ["nothing", {}, []],
  ["an empty key pair", { build: { keyPair: "" } }, [`build.keyPair: ${empty}`]],
  ["an empty subnet", { build: { subnetId: "", securityGroupIds: ["sg-1"] } }, [`build.subnetId: ${empty}`]],
  [
    "an empty security group",
    { build: { subnetId: "subnet-1", securityGroupIds: ["sg-1", ""] } },
    [`build.securityGroupIds[1]: ${empty}`],
  ],
  [
    "an empty zone",
    { build: { placement: { availabilityZone: "" } } },
    [`build.placement.availabilityZone: ${empty}`],
  ],
  ["resource tags", { build: { resourceTags: tagged("Team") } }, [`build.resourceTags["Team"]: ${tooLong}`]],
  ["tags", { tags: tagged("a b") }, [`tags["a b"]: ${tooLong}`]],
  ["AMI tags", { amiTags: tagged("Team") }, [`amiTags["Team"]: ${tooLong}`]],
  [
    "a volume's device",
    { storage: { volumes: [{ deviceName: long }] } },
    ["storage.volumes[0].deviceName: must be at most 1024 characters"],
  ],
  ["the root's device", { storage: { deviceName: "" } }, [`storage.deviceName: ${empty}`]],
  ["a size", { storage: { size: 0 } }, ["storage.size: must be at least 1"]],
  [
    "a volume's iops",
    { storage: { volumes: [{ deviceName: "/dev/sdf", iops: 1 }] } },
    ["storage.volumes[0].iops: must be at least 100"],
  ],
  ["an AMI", { source: { amiId: "" } }, [`source.amiId: ${empty}`]],
  [
    "a parameter of a step",
    { customize: [{ managed: "hello-world-linux", parameters: { Level: "\0" } }] },
    [`customize[0].parameters["Level"]: must be a text`],
  ],
  [
    "a component's ARN",
    { customize: [{ ...step }, { componentArn: "arn:nothing" }], harden: { patch: false } },
    ["customize[1].componentArn: must be the ARN"],
  ],
  [
    "a container's instance",
    { ...container, container: { instanceImage: "" } },
    [`container.instanceImage: ${empty}`],
  ],
  [
    "a scan's tags",
    { ...container, tests: { scan: { containerTags: [""] } } },
    [`tests.scan.containerTags[0]: ${empty}`],
  ],
  ["an execution role", { executionRoleArn: "!" }, ["executionRoleArn: must be the name of a role"]],
  [
    "lifecycle",
    { lifecycle: { delete: { keepNewest: 5000 }, roleArn: "!", deprecate: { olderThan: 0, unit: "DAYS" } } },
    [
      "lifecycle.delete.keepNewest: must be at most 1000",
      "lifecycle.deprecate.olderThan: must be at least 1",
      "lifecycle.roleArn: must be the name of a role",
    ],
  ],
  ["a schedule", { schedule: { rate: long } }, ["schedule.rate: must be at most 1024 characters"]],
  [
    "a workflow's parameter",
    { workflows: [{ type: "TEST", document: "x", parameters: { Level: "\0" } }] },
    [`workflows[0].parameters["Level"]: must be a text`],
  ],
  [
    "a long text in letters of two bytes",
    { description: "é".repeat(513) },
    [`description: ${tooManyBytes(1024)}`],
  ],
  [
    "a long working directory",
    { workingDirectory: "é".repeat(513) },
    [`workingDirectory: ${tooManyBytes(1024)}`],
  ],
  [
    "a long document",
    { customize: [{ document: `# ${"é".repeat(8000)}` }] },
    [`customize[0].document: ${tooManyBytes(16_000)}`],
  ],
  ["a tag's value in letters of two bytes", { tags: { Team: "é".repeat(256) } }, []],
  ["a secret", { build: { keyPair: secret("") } }, [`build.keyPair: ${empty}`]],
  ["a secret's keys", { amiTags: secret(tagged("Team")) }, [`amiTags[secret]: ${tooLong}`]],
  ["an unknown value", { build: { keyPair: new Lifted(undefined, false, false) } }, []],
];

describe("The check of what a component would create", () => {
  for (const [what, values, expected] of cases) {
    it(`finds what is wrong with ${what}`, async () => {
      const found = await image(values);
      // Patterns are long: a beginning is enough.
      expect(
        found.map((line) => expected.find((beginning) => line.startsWith(beginning)) ?? line),
      ).to.have.members(expected);
    });
  }

  it("finds names of resources from which AWS's names can't be made", async () => {
    const own = "the resource's own name";
    expect(await image({ build: { isolatedNetwork: {} } }, "sg-web")).to.deep.equal([
      `${own}: must not begin with 'sg-', since the name of a security group is made from it`,
    ]);
    expect(await image({ name: "web" }, "we!b")).to.include(
      `${own}: has characters that are not allowed in the name of a role, which is made from it: choose another`,
    );
    expect(await image({ notify: { events: ["vulnerabilityFound"] } }, "x".repeat(40))).to.deep.equal([
      `${own}: must be at most 33 characters, since the name of a rule is made from it`,
    ]);
    expect(await image({ documentBucket: {} }, "my_image")).to.deep.equal([
      `${own}: has characters that are not allowed in the name of a bucket, which is made from it: choose another`,
    ]);
  });

  it("finds what is wrong with a distribution", async () => {
    const found = await distribution({
      amiDescription: "",
      regions: { "eu-west-1": {}, "us-east-1": { amiDescription: long, share: { accounts: ["1"] } } },
    });
    expect(found).to.deep.equal([
      `amiDescription: ${empty}`,
      'regions["us-east-1"].amiDescription: must be at most 1024 characters',
      'regions["us-east-1"].share.accounts[0]: must be an account ID of twelve digits, such as 123456789012',
    ]);
  });
});
