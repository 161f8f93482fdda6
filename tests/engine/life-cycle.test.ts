// A golden image through its life, on the real engine.

import { StartImagePipelineExecutionCommand } from "@aws-sdk/client-imagebuilder";
import { GoldenImage, ImageBuild, ImageDistribution } from "@goldenimage/pulumi";
import type { GoldenImageArgs } from "@goldenimage/pulumi";
import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { clientOf, failureOf, resourcesOf, useWorkspace } from "./workspace";

const image = (line: string): GoldenImageArgs => ({
  source: { os: "amazon-linux-2023" },
  customize: [{ name: "step", shell: [line] }, { managed: "hello-world-linux" }],
});

describe("the life of a golden image", () => {
  const workspace = useWorkspace();

  const state = (): string => JSON.stringify(workspace.sandbox.imageBuilder.state());

  const here = () => workspace.sandbox.imageBuilder.state().accounts["123456789012"]?.["eu-west-1"];

  /** The builds of an image that can be used, as version and build. */
  const built = (name: string): string[] =>
    (here()?.images ?? [])
      .filter((each) => each.name === name && each.state.status === "AVAILABLE")
      .map(({ arn }) => arn.split("/").slice(2).join("/"));

  /** Starts a pipeline past Pulumi, as its schedule would. */
  const start = (pipelineArn: unknown) => {
    const client = clientOf(workspace.sandbox);
    return client.send(new StartImagePipelineExecutionCommand({ imagePipelineArn: String(pipelineArn) }));
  };

  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await sleep(50);
  };

  it("gives changed content the next version, updates the pipeline, and deletes the old version last", async () => {
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

  it("builds once per trigger, distributes to every region, and keeps the images on destroy", async () => {
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

  it("is rebuilt without an update when a build of its base image ends", async () => {
    const program = (line: string) => async () => {
      const base = new GoldenImage("base", { ...image(line), tests: { enabled: false } });
      const baseBuild = new ImageBuild("base-build", {
        pipelineArn: base.pipelineArn,
        triggers: [base.recipeArn],
      });
      const application = new GoldenImage(
        "application",
        {
          source: { pipelineArn: base.pipelineArn },
          harden: { patch: false },
          schedule: { afterPipelineArn: base.pipelineArn },
        },
        { dependsOn: [baseBuild] },
      );
      new ImageBuild("application-build", {
        pipelineArn: application.pipelineArn,
        triggers: [application.recipeArn],
      });
      return { base: base.pipelineArn, latest: base.latestImageArn };
    };
    /** Which AMI the newest build of the application started from. */
    const startedFrom = () =>
      here()
        ?.instances.filter(({ imageArn }) => imageArn.includes("/application/"))
        .at(-1)?.launchedFrom;
    const newestOf = (name: string) =>
      here()
        ?.images.filter((each) => each.name === name)
        .at(-1)?.outputResources?.amis?.[0]?.image;

    const stack = await workspace.stackOf(program("echo one"));
    await stack.preview();
    const { outputs } = await stack.up();
    expect((await resourcesOf(stack)).get("application-recipe")?.inputs.parentImage).to.equal(
      outputs.latest?.value,
    );
    expect([built("base"), built("application")]).to.deep.equal([["1.0.0/1"], ["1.0.0/1"]]);

    await start(outputs.base?.value);
    await until(() => built("application").length === 2);
    expect(built("base")).to.deep.equal(["1.0.0/1", "1.0.0/2"]);
    expect(startedFrom()).to.be.a("string").and.to.equal(newestOf("base"));
    expect((await stack.up({ expectNoChanges: true })).summary.resourceChanges).to.have.all.keys("same");

    stack.workspace.program = program("echo two");
    await stack.up();
    await until(() => built("application").length === 3);
    expect(built("base").at(-1)).to.equal("1.0.1/1");
    expect(startedFrom()).to.equal(newestOf("base"));
    const { events } = workspace.sandbox.imageBuilder.arrivals()["123456789012"]?.["eu-west-1"] ?? {};
    expect(events?.map(({ failure }) => failure)).to.deep.equal([undefined, undefined]);
    expect((await stack.up({ expectNoChanges: true })).summary.resourceChanges).to.have.all.keys("same");
    await stack.destroy();
  });

  it("keeps as many of its images as its lifecycle says, of each version", async () => {
    const program = (line: string) => async () => {
      const kept = new GoldenImage("kept", { ...image(line), lifecycle: { delete: { keepNewest: 2 } } });
      const pushed = new GoldenImage("pushed", {
        source: { os: "amazon-linux-2023" },
        container: {},
        lifecycle: { delete: { keepNewest: 1 } },
      });
      return { kept: kept.pipelineArn, pushed: pushed.pipelineArn };
    };
    const stack = await workspace.stackOf(program("echo one"));
    const { outputs } = await stack.up();
    for (let build = 1; build <= 3; build++) await start(outputs.kept?.value);
    for (let build = 1; build <= 2; build++) await start(outputs.pushed?.value);
    await until(() => built("kept").length === 3 && built("pushed").length === 2);
    stack.workspace.program = program("echo two");
    await stack.up();
    for (let build = 1; build <= 3; build++) await start(outputs.kept?.value);
    await until(() => built("kept").length === 6);

    const executions = workspace.sandbox.imageBuilder.runLifecycle();
    expect(executions.map(({ state }) => state)).to.deep.equal([
      { status: "SUCCESS" },
      { status: "SUCCESS" },
    ]);
    expect(built("kept")).to.deep.equal(["1.0.0/2", "1.0.0/3", "1.0.1/2", "1.0.1/3"]);
    expect(built("pushed")).to.deep.equal(["1.0.0/2"]);
    const { amis = [], snapshots = [], containers = [] } = here() ?? {};
    const ofKept = amis.filter(({ sourceImageArn }) => sourceImageArn.includes(":image/kept/"));
    expect(ofKept.map(({ sourceImageArn }) => sourceImageArn.split("/").slice(2).join("/"))).to.deep.equal(
      built("kept"),
    );
    expect(snapshots).to.have.length(amis.length);
    expect(containers.map(({ sourceImageArn }) => sourceImageArn.split("/").at(-1))).to.deep.equal(["2"]);
    expect((await stack.up({ expectNoChanges: true })).summary.resourceChanges).to.have.all.keys("same");
    await workspace.empty("pushed");
    await stack.destroy();
  });

  it("starts from the publisher's newest AMI", async () => {
    const stack = await workspace.stackOf(async () => {
      new GoldenImage("rhel", { source: { os: "rhel-9" }, architecture: "arm64" });
      new GoldenImage("alma", { source: { os: "almalinux-9" } });
      const rocky = new GoldenImage("rocky", { source: { os: "rocky-9" } });
      new ImageBuild("rocky-build", { pipelineArn: rocky.pipelineArn });
    });
    await stack.up();
    const resources = await resourcesOf(stack);
    const parents = ["rhel", "alma", "rocky"].map(
      (name) => resources.get(`${name}-recipe`)?.inputs.parentImage,
    );
    for (const parent of parents) expect(parent).to.match(/^ami-[0-9a-f]{17}$/);
    expect(new Set(parents)).to.have.length(3);
    expect(resources.get("rocky-build")?.outputs?.buildVersion).to.equal("1.0.0/1");
    await stack.destroy();
  });

  it("fails with the step and output of a failing test, distributes nothing, and succeeds once it is fixed", async () => {
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
    expect(message).to.match(
      /component arn:\S+\/tested-service-answers\/1\.0\.0\/1, phase test, step \S+ \(ExecuteBash\): /,
    );
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

  it("fails on findings of a severity with their number, and only reports those below it", async () => {
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
