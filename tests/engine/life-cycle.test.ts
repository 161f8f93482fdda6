// A golden image through its life, on the real engine.

import { GoldenImage, ImageBuild, ImageDistribution } from "@goldenimage/pulumi";
import type { GoldenImageArgs } from "@goldenimage/pulumi";
import { expect } from "chai";
import { Workspace, failureOf, resourcesOf } from "./workspace";

const image = (line: string): GoldenImageArgs => ({
  source: { os: "amazon-linux-2023" },
  customize: [{ name: "step", shell: [line] }, { managed: "hello-world-linux" }],
});

describe("the life of a golden image", function () {
  this.timeout(180_000);
  let workspace: Workspace;

  before(async () => {
    workspace = await Workspace.open();
  });

  after(() => workspace.close());

  const state = (): string => JSON.stringify(workspace.sandbox.imageBuilder.state());

  it("gives changed content the next version, moves the pipeline, and takes the old version away last", async () => {
    const program = (line: string) => async () => {
      new GoldenImage("web", image(line));
    };
    const stack = await workspace.stackOf(program("echo one"));
    await stack.up();
    const pipelineBefore = (await resourcesOf(stack)).get("web-pipeline")?.id;

    stack.workspace.program = program("echo two");
    const changed = await stack.up();
    // The golden image, the counters of the component and the recipe, and the pipeline in place; the two versions.
    expect(changed.summary.resourceChanges).to.deep.include({ update: 4, replace: 2 });
    const after = await resourcesOf(stack);
    expect(after.get("web-component-step")?.inputs.version).to.equal("1.0.1");
    expect(after.get("web-component-patch")?.inputs.version).to.equal("1.0.0");
    expect(after.get("web-recipe")?.inputs.version).to.equal("1.0.1");
    expect(after.get("web-pipeline")?.id).to.equal(pipelineBefore);
    expect(state()).to.include("image-recipe/web/1.0.1").and.not.to.include("image-recipe/web/1.0.0");
    expect(state()).to.include("component/web-step/1.0.1").and.not.to.include("component/web-step/1.0.0");

    const again = await stack.up();
    expect(again.summary.resourceChanges).to.have.all.keys("same");

    stack.workspace.program = program("echo one");
    await stack.up();
    expect((await resourcesOf(stack)).get("web-recipe")?.inputs.version).to.equal("1.0.2");

    await stack.destroy();
    expect(state()).not.to.include("web-step").and.not.to.include("image-recipe/web");
  });

  it("builds into every region, once a trigger, and keeps the images on destroy", async () => {
    const stack = await workspace.stackOf(async () => {
      const distribution = new ImageDistribution("two", { regions: { "eu-west-1": {}, "us-east-1": {} } });
      const built = new GoldenImage("built", { ...image("true"), distributionArn: distribution.arn });
      const build = new ImageBuild("build", { pipelineArn: built.pipelineArn, triggers: [built.recipeArn] });
      return { amiIds: build.amiIds, imageArn: build.imageArn };
    });
    const first = await stack.up();
    expect(first.outputs.amiIds?.value).to.have.all.keys("eu-west-1", "us-east-1");
    expect((await stack.up()).outputs.imageArn?.value).to.equal(first.outputs.imageArn?.value);
    expect(workspace.leftovers()).to.have.length.above(10);
    await stack.destroy();
    expect(workspace.leftovers()).to.deep.equal([]);
    const left = JSON.stringify(workspace.sandbox.imageBuilder.state());
    expect(left).to.include(String(first.outputs.imageArn?.value));
  });

  it("fails with the failing test's step and output, distributes nothing, and succeeds when it is mended", async () => {
    const program = (code: number) => async () => {
      const tested = new GoldenImage("tested", {
        ...image("true"),
        tests: {
          steps: [{ name: "service-answers", shell: ["echo the end of the output", `exit ${code}`] }],
        },
      });
      new ImageBuild("build", { pipelineArn: tested.pipelineArn, triggers: [tested.recipeArn] });
    };
    const stack = await workspace.stackOf(program(3));
    const message = await failureOf(stack.up());
    expect(message).to.match(/step ApplyTestComponents .* of the test workflow: .*service-answers/);
    expect(message).to.include("the end of the output").and.to.include("exited with code 3");
    expect((await resourcesOf(stack)).get("tested-pipeline")?.id).to.include("image-pipeline/tested");
    const { accounts } = workspace.sandbox.imageBuilder.state();
    const amis = Object.values(accounts).flatMap((regions) =>
      Object.values(regions).map((region) => region.amis),
    );
    expect(JSON.stringify(amis)).not.to.include("tested");

    stack.workspace.program = program(0);
    await stack.up();
    expect((await resourcesOf(stack)).get("build")?.outputs?.buildVersion).to.equal("1.0.1/1");
    await stack.destroy();
  });

  it("fails on findings of a severity, and says how many; below it they are shown", async () => {
    const program = (failOnSeverity: "HIGH" | "CRITICAL") => async () => {
      const scanned = new GoldenImage("scanned", { ...image("true"), tests: { scan: {} } });
      const build = new ImageBuild("build", {
        pipelineArn: scanned.pipelineArn,
        triggers: [scanned.recipeArn],
        failOnSeverity,
      });
      return { findings: build.findings };
    };
    workspace.sandbox.imageBuilder.plantFindings({ pipeline: "scanned", findings: [{ severity: "HIGH" }] });
    const stack = await workspace.stackOf(program("HIGH"));
    expect(await failureOf(stack.up())).to.include("has found vulnerabilities of HIGH or above: 1 HIGH");
    stack.workspace.program = program("CRITICAL");
    const { outputs } = await stack.up();
    expect(outputs.findings?.value).to.deep.equal({ CRITICAL: 0, HIGH: 1, MEDIUM: 0, LOW: 0 });
    await stack.destroy();
  });
});
