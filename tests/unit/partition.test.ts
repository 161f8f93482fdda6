import { expect } from "chai";
import { elsewhere } from "../../provider/src/component/partition";
import { Lifted } from "../../provider/src/protocol/values";
import type { Values } from "../../provider/src/protocol/values";

const cases: [what: string, inputs: Values, partition: string | undefined, paths: string[]][] = [
  ["any region", { region: "cn-north-1" }, undefined, []],
  ["the provider's own region", { region: "eu-west-1" }, "aws", []],
  ["no region", {}, "aws", []],
  ["a region that isn't known yet", { region: new Lifted(undefined, false, false) }, "aws", []],
  ["a region in China", { region: "cn-north-1" }, "aws", ["region"]],
  ["a region outside of China", { region: "eu-west-1" }, "aws-cn", ["region"]],
  ["GovCloud", { region: "us-gov-west-1" }, "aws", ["region"]],
  ["a secret region", { region: new Lifted("cn-north-1", true, true) }, "aws", ["region"]],
  [
    "a distribution's regions",
    { regions: { "eu-west-1": {}, "cn-north-1": {} } },
    "aws",
    ['regions["cn-north-1"]'],
  ],
  [
    "an inline distribution's regions",
    { distribution: { regions: { "us-gov-east-1": {} } } },
    "aws",
    ['distribution.regions["us-gov-east-1"]'],
  ],
  ["a receiving account's regions", { regions: ["eu-west-1", "cn-north-1"] }, "aws", ["regions[1]"]],
  [
    "regions of AMIs to keep",
    { lifecycle: { excludeAmis: { regions: ["cn-north-1"] } } },
    "aws",
    ["lifecycle.excludeAmis.regions[0]"],
  ],
  // Then AWS knows better, or `region-exists` says so.
  ["a region of no partition", { region: "mars-1" }, "aws", []],
];

describe("Regions of another partition", () => {
  for (const [what, inputs, partition, paths] of cases) {
    it(`${paths.length === 0 ? "pass" : "refuse"} ${what} with a provider in ${partition}`, () => {
      const problems = elsewhere(inputs, partition);
      expect(problems.map(({ path }) => path)).to.deep.equal(paths);
      for (const { message } of problems) expect(message).to.include(`'${partition}'`);
      if (inputs.region instanceof Lifted && inputs.region.secret) {
        expect(problems[0]?.message).not.to.include("cn");
      }
    });
  }
});
