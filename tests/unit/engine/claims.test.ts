import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { toInput } from "../../../provider/src/engine/inputs";
import { resolveKnown } from "../../../provider/src/engine/resolve-known";
import type { Problem } from "../../../provider/src/checks/problems";
import { planDistributionTarget } from "../../../provider/src/distribution-target/plan";
import type { DistributionTargetArgs } from "../../../provider/src/distribution-target/plan";
import type { GoldenImageArgs } from "../../../provider/src/golden-image/args";
import { toName } from "../../../provider/src/checks/names";
import { planImageDistribution } from "../../../provider/src/image-distribution/plan";
import type { ImageDistributionArgs } from "../../../provider/src/image-distribution/regions";
import { planImageImportRole } from "../../../provider/src/image-import-role/plan";
import type { ImageImportRoleArgs } from "../../../provider/src/checks/schema/generated/types";
import type { Child } from "../../../provider/src/plan/child";
import { claimNames, claimsOf } from "../../../provider/src/engine/claims";
import type { Values } from "../../../provider/src/protocol/values";
import { goldenImageChildren } from "../components";
import { locationOf } from "../location";

type Made = [type: keyof typeof plans, resourceName: string, inputs: Values];

const args = <T>(inputs: Values): T => toInput(pulumi, inputs) as T;

const plans = {
  GoldenImage: (name: string, inputs: Values): readonly Child[] =>
    goldenImageChildren(
      name,
      args<GoldenImageArgs>({ source: { os: "amazon-linux-2023" }, ...inputs }),
      locationOf(inputs, "eu-west-1"),
    ),
  ImageDistribution: (name: string, inputs: Values): readonly Child[] =>
    planImageDistribution(
      (inputs.name as string | undefined) ?? toName(name),
      args<ImageDistributionArgs>({ regions: { "eu-west-1": {} }, ...inputs }),
    ).children,
  DistributionTarget: (_: string, inputs: Values): readonly Child[] =>
    planDistributionTarget(args<DistributionTargetArgs>({ sourceAccountIds: ["111122223333"], ...inputs }))
      .children,
  ImageImportRole: (_: string, inputs: Values): readonly Child[] =>
    planImageImportRole(args<ImageImportRoleArgs>({ bucketName: "disks", ...inputs }), "aws").children,
};

let runs = 0;

/** What is said of each of the components of a run. */
async function problemsOf(...made: Made[]): Promise<Problem[][]> {
  const run = `run-${++runs}`;
  const all: Problem[][] = [];
  for (const one of made) all.push(await claimedBy(run, one));
  return all;
}

async function claimedBy(run: string, [type, name, inputs]: Made): Promise<Problem[]> {
  const known = await resolveKnown(pulumi, plans[type](name, inputs));
  const urn = `urn:pulumi:dev::project::goldenimage:index:${type}::${name}`;
  return claimNames(run, urn, claimsOf(known, inputs.region ?? "eu-west-1"));
}

const step = (name: string): Values => ({ customize: [{ name, shell: ["true"] }] });
const inline = { distribution: { regions: { "eu-west-1": {} } } };

const refused: [what: string, one: Made, two: Made, path: string, noun: string][] = [
  [
    "two golden images of one name",
    ["GoldenImage", "one", { name: "web" }],
    ["GoldenImage", "two", { name: "web" }],
    "name",
    "log group",
  ],
  [
    "two golden images whose resources' names become the same",
    ["GoldenImage", "Web Server", {}],
    ["GoldenImage", "web-server", {}],
    "name",
    "log group",
  ],
  [
    "a golden image called as another's resource",
    ["GoldenImage", "web_server", {}],
    ["GoldenImage", "two", { name: "web-server" }],
    "name",
    "log group",
  ],
  [
    "steps of two golden images that become components of one name",
    ["GoldenImage", "one", { name: "web", ...step("a-b") }],
    ["GoldenImage", "two", { name: "web-a", ...step("b") }],
    "name",
    "component",
  ],
  [
    "two distributions of one name",
    ["ImageDistribution", "one", { name: "all" }],
    ["ImageDistribution", "two", { name: "all" }],
    "name",
    "distribution",
  ],
  [
    "a distribution and one that is written inline",
    ["GoldenImage", "one", { name: "web", ...inline }],
    ["ImageDistribution", "two", { name: "web" }],
    "name",
    "distribution",
  ],
  [
    "a distribution and one that follows from the tags of a container",
    ["ImageDistribution", "one", { name: "web" }],
    ["GoldenImage", "two", { name: "web", container: { tags: ["latest"] } }],
    "name",
    "distribution",
  ],
  [
    "a repository of a container image and one of a distribution",
    ["GoldenImage", "one", { name: "web", container: {} }],
    ["ImageDistribution", "two", { name: "web", container: {} }],
    "name",
    "repository",
  ],
  [
    "two targets of one account",
    ["DistributionTarget", "one", {}],
    ["DistributionTarget", "two", { sourceAccountIds: ["222233334444"] }],
    "sourceAccountIds",
    "role",
  ],
  [
    "two roles of one name, in whichever regions",
    ["ImageImportRole", "one", { roleName: "vmimport" }],
    ["ImageImportRole", "two", { roleName: "vmimport" }],
    "roleName",
    "role",
  ],
];

const accepted: [what: string, one: Made, two: Made][] = [
  ["two names", ["GoldenImage", "one", {}], ["GoldenImage", "two", {}]],
  [
    "one name in two regions",
    ["GoldenImage", "one", { name: "web", region: "eu-west-1" }],
    ["GoldenImage", "two", { name: "web", region: "us-east-1" }],
  ],
  [
    "one name in the provider's region and in another",
    ["ImageDistribution", "one", { name: "all" }],
    ["ImageDistribution", "two", { name: "all", region: "us-east-1" }],
  ],
  [
    "a golden image and a distribution of one name",
    ["GoldenImage", "one", { name: "web" }],
    ["ImageDistribution", "two", { name: "web" }],
  ],
  [
    "regions of which one is not known",
    ["GoldenImage", "one", { name: "web" }],
    ["GoldenImage", "two", { name: "web", region: pulumi.secret("eu-west-1") }],
  ],
  ["roles that Pulumi names", ["ImageImportRole", "one", {}], ["ImageImportRole", "two", {}]],
];

describe("names that are claimed", () => {
  for (const [what, one, two, path, noun] of refused) {
    it(`refuse ${what}, whichever comes first`, async () => {
      for (const [first, second] of [
        [one, two],
        [two, one],
      ] as const) {
        const [none, problems] = await problemsOf(first, second);
        expect(none).to.deep.equal([]);
        expect(problems?.map((problem) => problem.path)).to.deep.equal([path]);
        expect(problems?.[0]?.message)
          .to.include(`the ${noun} '`)
          .and.include(`the ${first[0]} '${first[1]}'`);
      }
    });
  }

  for (const [what, one, two] of accepted) {
    it(`allow ${what}`, async () => {
      expect(await problemsOf(one, two)).to.deep.equal([[], []]);
    });
  }

  it("count within one run, and never against the component that claimed them", async () => {
    const one: Made = ["GoldenImage", "one", { name: "web" }];
    const two: Made = ["GoldenImage", "two", { name: "web" }];
    expect(await claimedBy("preview", one)).to.deep.equal([]);
    expect(await claimedBy("preview", one)).to.deep.equal([]);
    expect(await claimedBy("update", two)).to.deep.equal([]);
    expect(await claimedBy("preview", two)).to.have.length(1);
  });
});
