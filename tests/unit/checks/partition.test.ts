// Regions, and ARNs without a region, of another partition than the provider's: refused wherever they are written.

import { expect } from "chai";
import { staysInPartition } from "../../../provider/src/checks/partition";
import { constraints } from "../../../provider/src/checks/schema/constraints";
import type { Constraint } from "../../../provider/src/checks/schema/constraints";
import { Lifted } from "../../../provider/src/protocol/values";
import type { Values } from "../../../provider/src/protocol/values";
import { locationOf } from "../location";

const image = "goldenimage:index:GoldenImage";
const distribution = "goldenimage:index:ImageDistribution";
const target = "goldenimage:index:DistributionTarget";
const unknown = new Lifted(undefined, false, false);

const cases: [
  what: string,
  token: string,
  inputs: Values,
  providerRegion: string | undefined,
  paths: string[],
][] = [
  ["any region", image, { region: "cn-north-1" }, undefined, []],
  ["the provider's own region", image, { region: "eu-west-1" }, "eu-west-1", []],
  ["another region of the partition", image, { region: "us-east-1" }, "eu-west-1", []],
  ["no region", image, {}, "eu-west-1", []],
  ["a region that isn't known yet", image, { region: unknown }, "eu-west-1", []],
  ["a region in China", image, { region: "cn-north-1" }, "eu-west-1", ["region"]],
  ["a region outside of China", image, { region: "eu-west-1" }, "cn-north-1", ["region"]],
  ["GovCloud", image, { region: "us-gov-west-1" }, "eu-west-1", ["region"]],
  ["a secret region", image, { region: new Lifted("cn-north-1", true, true) }, "eu-west-1", ["region"]],
  [
    "a distribution's regions",
    distribution,
    { regions: { "eu-west-1": {}, "cn-north-1": {} } },
    "eu-west-1",
    ['regions["cn-north-1"]'],
  ],
  [
    "an inline distribution's regions",
    image,
    { distribution: { regions: { "us-gov-east-1": {} } } },
    "eu-west-1",
    ['distribution.regions["us-gov-east-1"]'],
  ],
  [
    "other regions than the written one, where the provider's isn't known",
    image,
    { region: "eu-west-1", distribution: { regions: { "us-gov-east-1": {} } } },
    undefined,
    ['distribution.regions["us-gov-east-1"]'],
  ],
  [
    "a receiving account's regions",
    target,
    { regions: ["eu-west-1", "cn-north-1"] },
    "eu-west-1",
    ["regions[1]"],
  ],
  [
    "regions of AMIs to keep",
    image,
    { lifecycle: { excludeAmis: { regions: ["cn-north-1"] } } },
    "eu-west-1",
    ["lifecycle.excludeAmis.regions[0]"],
  ],
  [
    "a role, by its ARN",
    image,
    { executionRoleArn: "arn:aws-cn:iam::111122223333:role/images" },
    "eu-west-1",
    ["executionRoleArn"],
  ],
  // Other rules hold them against the region that they must be of.
  [
    "an ARN with a region",
    image,
    { storage: { kmsKeyArn: "arn:aws-cn:kms:cn-north-1:111122223333:key/1" } },
    "eu-west-1",
    [],
  ],
  [
    "tags that are called so",
    image,
    { tags: { region: "cn-north-1", roleArn: "arn:aws-cn:iam::1:role/a" } },
    "eu-west-1",
    [],
  ],
  // Another rule says so.
  ["a region that AWS doesn't have", image, { region: "mars-1" }, "eu-west-1", []],
];

/** A value in China for each of a resource's inputs that hold regions, with its path. */
function inChina(properties: Readonly<Record<string, Constraint>>): [path: string, inputs: Values][] {
  return Object.entries(properties).flatMap(([name, { object, items, additionalProperties }]) => {
    if (object !== undefined) {
      return inChina(constraints().types[object]?.properties ?? {}).map(([path, inner]): [string, Values] => [
        `${name}.${path}`,
        { [name]: inner },
      ]);
    }
    if (!/region/i.test(name)) return [];
    if (items !== undefined) return [[`${name}[0]`, { [name]: ["cn-north-1"] }]];
    return additionalProperties === undefined
      ? [[name, { [name]: "cn-north-1" }]]
      : [[`${name}["cn-north-1"]`, { [name]: { "cn-north-1": {} } }]];
  });
}

describe("Inputs of another partition", () => {
  for (const [what, token, inputs, providerRegion, paths] of cases) {
    it(`${paths.length === 0 ? "pass" : "refuse"} ${what} with a provider in ${providerRegion}`, () => {
      const problems = staysInPartition(token, inputs, locationOf(inputs, providerRegion));
      expect(problems.map(({ path }) => path)).to.deep.equal(paths);
      for (const { message } of problems) {
        expect(message).to.match(providerRegion === "cn-north-1" ? /'(arn:)?aws-cn\b/ : /'(arn:)?aws[:']/);
        if (inputs.region instanceof Lifted) expect(message).not.to.include("cn");
      }
    });
  }

  for (const token of [image, distribution, target, "goldenimage:index:ImageImport"]) {
    for (const [path, inputs] of inChina(constraints().resources[token]?.properties ?? {})) {
      it(`are refused at ${path} of ${token}`, () => {
        const problems = staysInPartition(token, inputs, {
          region: inputs.region,
          providerRegion: "eu-west-1",
        });
        expect(problems.map((problem) => problem.path)).to.deep.equal([path]);
      });
    }
  }
});
