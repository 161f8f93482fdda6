// Maps that are secret as a whole: neither their keys nor their values are anywhere in the state in plain text.

import { GoldenImage, ImageDistribution } from "@goldenimage/pulumi";
import { secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { useWorkspace } from "./workspace";

const planted = (name: string) => secret({ [`Planted${name}Key`]: `planted-${name}-value` });

describe("maps that are secret", () => {
  const workspace = useWorkspace();

  it("stay secret, keys included, in everything that is made from them", async () => {
    const stack = await workspace.stackOf(async () => {
      const distribution = new ImageDistribution("all", {
        tags: planted("DistributionTag"),
        amiTags: planted("AmiTag"),
        regions: { "eu-west-1": { amiTags: planted("RegionTag") } },
      });
      new GoldenImage("web", {
        source: { os: "amazon-linux-2023" },
        tags: planted("Tag"),
        amiTags: planted("ImageTag"),
        build: { resourceTags: planted("ResourceTag") },
        customize: [{ name: "environment", shell: ["env"], environment: planted("Environment") }],
        lifecycle: { delete: { olderThan: 1, unit: "YEARS" }, excludeTags: planted("ExcludedTag") },
        distributionArn: distribution.arn,
      });
    });
    await stack.up();
    const state = workspace.storedState(stack);
    expect(
      [...new Set(state.match(/planted-?\w+/gi))].filter((text) => !/PlantedLineKey/.test(text)),
    ).to.deep.equal([]);
    await stack.up({ expectNoChanges: true });
    await stack.destroy();
    expect(workspace.leftovers()).to.deep.equal([]);
  });
});
