// An update while a third of AWS's answers fail, and the updates after it.

import { GoldenImage, ImageBuild, ImageDistribution } from "@goldenimage/pulumi";
import { expect } from "chai";
import { Workspace } from "./workspace";

const kinds = [429, 500, "drop", "lose"] as const;

describe("an update while answers fail", function () {
  this.timeout(240_000);
  let workspace: Workspace;

  before(async () => {
    workspace = await Workspace.open();
  });

  after(() => workspace.close());

  async function faults(share: number): Promise<void> {
    for (const status of kinds) {
      const body = JSON.stringify({ status, count: 10_000, share: share / kinds.length });
      await fetch(`${workspace.sandbox.imageBuilder.url}/_sandbox/faults`, { method: "POST", body });
    }
  }

  it("is made whole by the next ones: nothing twice, one build a trigger, and nothing left in the end", async () => {
    const stack = await workspace.stackOf(async () => {
      const distribution = new ImageDistribution("everywhere", {
        regions: { "eu-west-1": {}, "us-east-1": {} },
      });
      const image = new GoldenImage("shaken", {
        source: { os: "amazon-linux-2023" },
        customize: [
          { name: "one", shell: ["true"] },
          { name: "two", shell: ["echo two"] },
        ],
        distributionArn: distribution.arn,
      });
      const build = new ImageBuild("build", { pipelineArn: image.pipelineArn, triggers: [image.recipeArn] });
      return { imageArn: build.imageArn };
    });
    await faults(0.3);
    let imageArn: string | undefined;
    for (let attempt = 1; attempt <= 6 && imageArn === undefined; attempt++) {
      const result = await stack.up().catch(() => undefined);
      imageArn = result?.outputs.imageArn?.value as string | undefined;
    }
    workspace.sandbox.imageBuilder.clearFaults();
    const { outputs } = await stack.up();
    expect(outputs.imageArn?.value).to.match(/:image\/shaken\/1\.0\.0\/1$/);

    const { accounts } = workspace.sandbox.imageBuilder.state();
    const places = Object.values(accounts).flatMap((regions) => Object.values(regions));
    const count = (kind: "imageRecipes" | "imagePipelines" | "images" | "infrastructureConfigurations") =>
      places
        .flatMap((place): { arn?: string }[] => place[kind])
        .filter(({ arn }) => arn?.split(":")[4] !== "aws").length;
    expect(count("imagePipelines")).to.equal(1);
    expect(count("imageRecipes")).to.equal(1);
    expect(count("infrastructureConfigurations")).to.equal(1);
    expect(count("images")).to.equal(1);

    await stack.destroy();
    expect(workspace.leftovers()).to.deep.equal([]);
  });
});
