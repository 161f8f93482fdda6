import { expect } from "chai";
import { describeProblem } from "../../../provider/src/checks/problems";
import type { Problem } from "../../../provider/src/checks/problems";
import * as pulumi from "@pulumi/pulumi";
import { decide } from "../../../provider/src/golden-image/decisions";
import type { GoldenImageArgs } from "../../../provider/src/golden-image/args";
import { imageWarningRules, warnings } from "../../../provider/src/golden-image/warnings";

const ami = { amiId: "ami-0123456789abcdef0" };
const pinned = { source: ami, schedule: { rate: "1 day", when: "whenDependenciesChange" } };
const arn = "arn:aws:imagebuilder:eu-west-1:111122223333";
const pipeline = "schedule.when: whenDependenciesChange never builds";

type Case = [says: string, args: unknown, ...begins: string[]];

const cases: Case[] = [
  ["nothing", { source: { os: "amazon-linux-2023" } }],

  ["a pinned AMI", pinned, pipeline],
  ["a pinned AMI at every time", { ...pinned, schedule: { rate: "1 day", when: "always" } }],
  ["a pinned image", { ...pinned, source: { imageArn: `${arn}:image/base/1.0.0` } }, pipeline],
  [
    "a pinned build of an image",
    { ...pinned, source: { imageArn: `${arn}:image/x-base/1.0.0/2` } },
    pipeline,
  ],
  ["the newest image", { ...pinned, source: { imageArn: `${arn}:image/base/1.x.x` } }],
  [
    "an image that is not known",
    { ...pinned, source: { imageArn: pulumi.output(`${arn}:image/base/1.0.0`) } },
  ],
  ["a pipeline", { ...pinned, source: { pipelineArn: `${arn}:image-pipeline/base` } }],
  ["an SSM parameter", { ...pinned, source: { ssmParameter: "/aws/service/base" } }],
  ["a product", { ...pinned, source: { marketplaceProductId: "prod-abcdefgh12345" } }],
  ["an operating system", { ...pinned, source: { os: "ubuntu-24.04" } }],
  ["an AMI that is looked up", { ...pinned, source: { os: "rocky-9" } }, pipeline],
  ["a container image", { ...pinned, source: { containerImage: "alpine" }, container: {} }, pipeline],
  ["a managed component", { ...pinned, customize: [{ managed: "hello-world-linux" }] }],
  [
    "a pinned managed component",
    { ...pinned, customize: [{ managed: "hello", managedVersion: "1.0.0" }] },
    pipeline,
  ],
  [
    "a managed component with an x",
    { ...pinned, customize: [{ managed: "hello", managedVersion: "1.0.x" }] },
  ],
  [
    "a component with an x",
    { ...pinned, harden: { steps: [{ componentArn: `${arn}:component/cis/x.x.x` }] } },
  ],
  [
    "a pinned component",
    { ...pinned, harden: { steps: [{ componentArn: `${arn}:component/cis/1.0.0` }] } },
    pipeline,
  ],
  ["a managed test", { ...pinned, tests: { steps: [{ managed: "simple-boot-test-linux" }] } }],
  [
    "a managed test that doesn't run",
    { ...pinned, tests: { enabled: false, steps: [{ managed: "simple-boot-test-linux" }] } },
    pipeline,
    "tests.enabled: ",
  ],
  ["STIG", { ...pinned, harden: { stig: "high" } }],

  [
    "a count of images",
    { source: ami, lifecycle: { delete: { keepNewest: 3 } } },
    "lifecycle.delete.keepNewest: AWS counts",
  ],
  [
    "counts beside ages",
    {
      source: ami,
      lifecycle: {
        deprecate: { olderThan: 1, unit: "MONTHS", keepAtLeast: 1 },
        delete: { olderThan: 6, unit: "MONTHS", keepAtLeast: 1 },
      },
    },
    "lifecycle.delete.keepAtLeast: AWS counts",
    "lifecycle.deprecate.keepAtLeast: has no effect",
  ],
  ["ages alone", { source: ami, lifecycle: { delete: { olderThan: 6, unit: "MONTHS" } } }],
  [
    "deletion before deprecation",
    {
      source: ami,
      lifecycle: { deprecate: { olderThan: 2, unit: "MONTHS" }, delete: { olderThan: 4, unit: "WEEKS" } },
    },
    "lifecycle.deprecate: never happens, since 'delete' comes no later",
  ],
  [
    "ages of which one is not known",
    {
      source: ami,
      lifecycle: {
        deprecate: { olderThan: pulumi.output(2), unit: "MONTHS" },
        delete: { olderThan: 4, unit: "WEEKS" },
      },
    },
  ],

  ["tests that are off", { source: ami, tests: { enabled: false } }, "tests.enabled: "],
  ["user data without the agent", { source: { os: "debian-13" }, userData: "apt-get update" }, "userData: "],
  ["user data with the agent", { source: { os: "debian-13" }, userData: "dpkg -i amazon-ssm-agent.deb" }],
  ["user data where the agent is", { source: { os: "ubuntu-24.04" }, userData: "apt-get update" }],
  [
    "patches out of reach",
    { source: { os: "debian-13" }, build: { isolatedNetwork: {} } },
    "harden.patch: debian-13",
  ],
  [
    "no patches out of reach",
    { source: { os: "debian-13" }, build: { isolatedNetwork: {} }, harden: { patch: false } },
  ],
  ["patches in S3", { source: { os: "amazon-linux-2023" }, build: { isolatedNetwork: {} } }],
  [
    "a root device that the operating system doesn't have",
    { source: { os: "amazon-linux-2023" }, storage: { deviceName: "/dev/sda1", size: 60 } },
    "storage.deviceName: the root device of amazon-linux-2023 is /dev/xvda",
  ],
  [
    "volumes of which the API reference knows nothing",
    {
      source: ami,
      storage: { type: "io2", iops: 80_000, volumes: [{ deviceName: "/dev/sdf", throughput: 1500 }] },
    },
    "storage.iops: is over 64000",
    "storage.volumes[0].throughput: is over 1000",
  ],
  ["the root device", { source: { os: "ubuntu-24.04" }, storage: { deviceName: "/dev/sda1", size: 60 } }],
  [
    "the root device of an AMI that only its owner knows",
    { source: ami, storage: { deviceName: "/dev/sda1" } },
  ],
  [
    "a root device that the instance of a container's build doesn't have, whatever the container has in it",
    { source: { os: "ubuntu-24.04" }, container: {}, storage: { deviceName: "/dev/sda1", size: 60 } },
    "storage.deviceName: the root device of the instance that builds a container image is /dev/xvda",
  ],
  [
    "the root device of a container's build",
    { source: { os: "ubuntu-24.04" }, container: {}, storage: { deviceName: "/dev/xvda", size: 60 } },
  ],
  [
    "the root device of an instance that only its owner knows",
    {
      source: { containerImage: "alpine" },
      container: { instanceImage: "ami-0123456789abcdef0" },
      storage: { deviceName: "/dev/sda1" },
    },
  ],

  [
    "any host",
    { source: ami, build: { placement: { tenancy: "host" } } },
    "build.placement.tenancy: without 'hostId' or 'hostResourceGroupArn'",
  ],
  ["a host", { source: ami, build: { placement: { tenancy: "host", hostId: "h-0123456789abcdef0" } } }],
  ["hardware of one's own", { source: ami, build: { placement: { tenancy: "dedicated" } } }],

  [
    "everybody, in one region",
    { source: ami, distribution: { regions: { "eu-west-1": { share: { public: true } }, "us-east-1": {} } } },
    'distribution.regions["eu-west-1"].share.public: AWS blocks public AMIs by default',
  ],
  [
    "everybody, in all regions, once",
    { source: ami, distribution: { regions: { "eu-west-1": {}, "us-east-1": {} }, share: { public: true } } },
    "distribution.share.public: AWS blocks public AMIs by default",
  ],
  [
    "nobody in particular",
    { source: ami, distribution: { regions: { "eu-west-1": { share: { public: false } } } } },
  ],
  [
    "another account's launch template without an AMI",
    {
      source: ami,
      distribution: {
        regions: { "eu-west-1": {}, "us-east-1": {} },
        share: { accounts: ["111122223333"] },
        launchTemplates: [{ launchTemplateId: "lt-0", accountId: "222233334444" }],
      },
    },
    "distribution.launchTemplates[0].accountId: unless it is the image's own account, it gets no AMI",
  ],
  ...[
    { share: { accounts: ["222233334444"] } },
    { copyTo: ["222233334444"] },
    { copyTo: pulumi.output(["222233334444"]) },
    { copyTo: [pulumi.output("222233334444")] },
    { share: { organizations: ["arn"] } },
  ].map((reach): Case => [
    `a launch template whose account may have an AMI by ${Object.keys(reach).join()}`,
    {
      source: ami,
      distribution: {
        regions: { "eu-west-1": reach },
        launchTemplates: [{ launchTemplateId: "lt-0", accountId: "222233334444" }],
      },
    },
  ]),
  [
    "an update that does nothing",
    { source: { os: "amazon-linux-2023" }, customize: [{ managed: "update-linux" }] },
    "customize[0].managed: update-linux does nothing",
  ],
];

const warningsOf = (args: unknown): Problem[] => {
  const given = args as GoldenImageArgs & { tests?: { enabled?: boolean } };
  const decisions = decide({
    os: given.source.os as string | undefined,
    container: given.container !== undefined,
    tested: given.tests?.enabled,
  });
  return warnings({ args: given, decisions });
};

describe("warnings", () => {
  for (const [says, args, ...begins] of cases) {
    it(`${begins.length === 0 ? "are not given for" : "are given for"} ${says}`, () => {
      const found = warningsOf(args).map(describeProblem);
      expect(found.map((line, index) => line.slice(0, begins[index]?.length))).to.deep.equal(begins);
    });
  }

  it("cover every rule", () => {
    const broken = new Set(cases.flatMap(([, args]) => warningsOf(args).map(({ rule }) => rule)));
    expect(imageWarningRules.map(({ name }) => name).filter((name) => !broken.has(name))).to.deep.equal([]);
  });
});
