// A distribution that golden images use, when it is to go.

import { GoldenImage, ImageDistribution } from "@goldenimage/pulumi";
import { expect } from "chai";
import { failureOf, resourcesOf, useWorkspace } from "./workspace";

describe("a distribution that is used", () => {
  const workspace = useWorkspace();

  const image = (name: string, distributionArn: GoldenImage["pipelineArn"] | string) =>
    new GoldenImage(name, { source: { os: "amazon-linux-2023" }, distributionArn });

  it("by another stack, isn't deleted, and the error names what uses it", async () => {
    const owner = await workspace.stackOf(async () => {
      const { arn } = new ImageDistribution("everywhere", {
        regions: { "us-east-1": { launchTemplates: [{}] } },
      });
      return { arn };
    });
    const { outputs } = await owner.up();
    const user = await workspace.stackOf(async () => {
      image("web", String(outputs.arn?.value));
    });
    await user.up();
    const before = (await resourcesOf(owner)).size;
    const failure = await failureOf(owner.destroy());
    expect(failure).to.match(
      /:distribution-configuration\/everywhere is used by arn:aws:imagebuilder:\S+:image-pipeline\/web: give them another distribution/,
    );
    expect(failure).not.to.include("ResourceDependencyException");
    expect((await resourcesOf(owner)).size).to.equal(before);

    await user.destroy();
    await owner.destroy();
    expect(workspace.leftovers()).to.deep.equal([]);
  });

  it("by its own stack, can be renamed, and is destroyed together with its users", async () => {
    const program = (name: string) => async () => {
      image("web", new ImageDistribution("everywhere", { name, regions: { "us-east-1": {} } }).arn);
    };
    const stack = await workspace.stackOf(program("first"));
    await stack.up();
    stack.workspace.program = program("second");
    await stack.preview();
    await stack.up();
    const { inputs } = (await resourcesOf(stack)).get("web-pipeline") ?? {};
    expect(inputs?.distributionConfigurationArn).to.match(/:distribution-configuration\/second$/);
    await stack.destroy();
    expect(workspace.leftovers()).to.deep.equal([]);
  });
});
