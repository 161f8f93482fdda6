import { expect } from "chai";
import { goldenImageRules } from "../../../provider/src/golden-image/rules";
import { imageDistributionRules } from "../../../provider/src/image-distribution/rules";
import { Lifted } from "../../../provider/src/protocol/values";
import type { Values } from "../../../provider/src/protocol/values";
import { locationOf } from "../location";

const unknown = new Lifted(undefined, false, false);

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
  for (const [what, inputs, paths] of refusedDistributions) {
    it(`a distribution refuses ${what}`, () => {
      expect(imageDistributionRules(inputs, "web", locationOf(inputs)).map(({ path }) => path)).to.deep.equal(
        paths,
      );
    });
  }

  it("leaves unknown inputs to the update", () => {
    const inputs = {
      source: { amiId: unknown },
      customize: [{ shell: [unknown] }],
      storage: { kmsKeyArn: unknown, size: unknown },
      build: { subnetId: unknown, securityGroupIds: unknown },
      schedule: { cron: unknown },
    };
    expect(goldenImageRules(inputs, "web", locationOf(inputs))).to.deep.equal([]);
  });
});
