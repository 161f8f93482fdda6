import { expect } from "chai";
import { goldenImageRules } from "../../provider/src/golden-image/rules";
import { imageDistributionRules } from "../../provider/src/image-distribution/rules";
import { Archive, Asset, Lifted } from "../../provider/src/protocol/values";
import type { Values } from "../../provider/src/protocol/values";

const good: Values = { source: { os: "amazon-linux-2023" } };
const unknown = new Lifted(undefined, false, false);
const lines = (count: number): Values[] => Array.from({ length: count }, () => ({ shell: ["true"] }));

const refused: [string, Values, string[]][] = [
  ["two sources", { source: { os: "debian-12", amiId: unknown } }, ["source"]],
  ["no source", { source: {} }, ["source"]],
  ["a bad AMI ID", { source: { amiId: "ami-xyz" } }, ["source.amiId"]],
  ["a private parameter", { source: { ssmParameter: "/mine" } }, ["source.ssmParameter"]],
  ["a name in capitals", { ...good, name: "Web Server" }, ["name"]],
  ["an unknown name", { ...good, name: unknown }, ["name"]],
  ["an unknown region", { ...good, region: "eu-wst-1" }, ["region"]],
  ["a version of one number", { ...good, version: "1" }, ["version"]],
  ["a version with letters", { ...good, version: "1.x.0" }, ["version"]],
  ["unknown steps", { ...good, customize: unknown }, ["customize"]],
  ["an unknown decision", { ...good, harden: { patch: unknown } }, ["harden.patch"]],
  ["a step of two kinds", { ...good, customize: [{ shell: ["true"], managed: "x" }] }, ["customize[0]"]],
  ["a step without lines", { ...good, customize: [{ shell: [] }] }, ["customize[0].shell"]],
  [
    "a missing file",
    { ...good, customize: [{ documentFile: "no/such/file.yaml" }] },
    ["customize[0].documentFile"],
  ],
  [
    "a missing asset",
    { ...good, customize: [{ document: new Asset("path", "no/such/file.yaml", {}) }] },
    ["customize[0].document"],
  ],
  ["an archive", { ...good, customize: [{ document: new Archive({}) }] }, ["customize[0].document"]],
  ["a folder", { ...good, customize: [{ documentFile: "tests" }] }, ["customize[0].documentFile"]],
  [
    "a document with mistakes",
    {
      ...good,
      customize: [
        { document: { phases: [{ name: "build", steps: [{ name: "A", action: "ExecuteBsh" }] }] } },
      ],
    },
    ["customize[0].document.phases[0].steps[0].action"],
  ],
  [
    "a parameter that a document doesn't declare",
    {
      ...good,
      customize: [
        {
          document:
            "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - { name: A, action: ExecuteBash, inputs: { commands: ['true'] } }",
          parameters: { Port: "80" },
        },
      ],
    },
    ["customize[0].document"],
  ],
  [
    "two steps of one name",
    { ...good, customize: ["a", "a"].map((name) => ({ name, shell: ["true"] })) },
    ["customize[1].name"],
  ],
  [
    "a component twice",
    { ...good, customize: [{ managed: "hello-world-linux" }, { managed: "hello-world-linux" }] },
    ["customize[1].managed"],
  ],
  ["too many steps", { ...good, customize: lines(19) }, ["customize"]],
  [
    "nothing to do",
    { ...good, harden: { patch: false, cleanUp: false }, tests: { enabled: false } },
    ["customize"],
  ],
  ["a subnet alone", { ...good, build: { subnetId: unknown } }, ["build.securityGroupIds"]],
  ["io2 without IOPS", { ...good, storage: { type: "io2" } }, ["storage.iops"]],
  ["throughput beyond gp3", { ...good, storage: { type: "gp2", throughput: 125 } }, ["storage.throughput"]],
  ["a bare key ID", { ...good, storage: { kmsKeyArn: "1234abcd" } }, ["storage.kmsKeyArn"]],
  ["a cron with both days", { ...good, schedule: { cron: "0 3 1 * 1 *" } }, ["schedule.cron"]],
  ["a cron of five fields", { ...good, schedule: { cron: "0 3 * * ?" } }, ["schedule.cron"]],
  ["a rate without a unit", { ...good, schedule: { rate: "7" } }, ["schedule.rate"]],
  ["cron and rate", { ...good, schedule: { cron: "0 3 ? * 1 *", rate: "7 days" } }, ["schedule"]],
];

const refusedDistributions: [string, Values, string[]][] = [
  ["no region", { regions: {} }, ["regions"]],
  ["an unknown region", { regions: { "eu-wst-1": {} } }, ['regions["eu-wst-1"]']],
  [
    "an empty list",
    { regions: { "eu-west-1": { share: { accounts: [] } } } },
    ['regions["eu-west-1"].share.accounts'],
  ],
  ["a share with nobody", { regions: { "eu-west-1": {} }, share: {} }, ["share"]],
  ["a fixed AMI name", { regions: { "eu-west-1": {} }, amiName: "base" }, ["amiName"]],
  [
    "a parameter elsewhere",
    { regions: { "eu-west-1": {} }, publish: { parameterName: "/base" } },
    ["publish.parameterName"],
  ],
];

describe("rules", () => {
  for (const [what, inputs, paths] of refused) {
    it(`a golden image refuses ${what}`, () => {
      expect(goldenImageRules(inputs, "web").map((problem) => problem.path)).to.deep.equal(paths);
    });
  }

  for (const [what, inputs, paths] of refusedDistributions) {
    it(`a distribution refuses ${what}`, () => {
      expect(imageDistributionRules(inputs, "web").map((problem) => problem.path)).to.deep.equal(paths);
    });
  }

  it("leaves what is unknown to the update", () => {
    const inputs = {
      source: { amiId: unknown },
      customize: [{ shell: [unknown] }],
      storage: { kmsKeyArn: unknown, size: unknown },
      build: { subnetId: unknown, securityGroupIds: unknown },
      schedule: { cron: unknown },
    };
    expect(goldenImageRules(inputs, "web")).to.deep.equal([]);
  });

  it("asks for a name where the resource's gives none", () => {
    expect(goldenImageRules(good, "x").map((problem) => problem.path)).to.deep.equal(["name"]);
  });
});
