// What is taken away from a program, on the real engine: AWS ends as if it had never been there. All inputs are gone
// through in tests/unit/removal.test.ts; here are those for which the engine has to do something of its own.

import { GoldenImage, ImageBuild, ImageImportRole } from "@goldenimage/pulumi";
import type { GoldenImageArgs } from "@goldenimage/pulumi";
import type { OpType } from "@pulumi/pulumi/automation";
import type { Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { useWorkspace } from "./workspace";

const source: GoldenImageArgs["source"] = { os: "amazon-linux-2023" };
const image: GoldenImageArgs = { source, harden: { patch: false }, tests: { builtIn: false } };
const container: GoldenImageArgs = {
  source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
  container: {},
};
const managed = "arn:aws:imagebuilder:eu-west-1:aws:workflow";
const workflow = {
  type: "BUILD" as const,
  document: {
    name: "own",
    schemaVersion: 1.0,
    steps: [
      { name: "Boot", action: "LaunchInstance", inputs: { waitFor: "ssmAgent" } },
      {
        name: "Run",
        action: "ExecuteComponents",
        inputs: { "instanceId.$": "$.stepOutputs.Boot.instanceId" },
      },
      { name: "Make", action: "CreateImage", inputs: { "instanceId.$": "$.stepOutputs.Boot.instanceId" } },
    ],
    outputs: [{ name: "ImageId", value: "$.stepOutputs.Make.imageId" }],
  },
};
const workflows = [workflow, { type: "TEST" as const, arn: `${managed}/test/test-image/x.x.x` }];
const roleArn = "arn:aws:iam::123456789012:role/images";

describe("an input that is removed from a program", () => {
  const workspace = useWorkspace();

  const here = () => workspace.sandbox.imageBuilder.state();
  const pipelineOf = (name: string) =>
    here().accounts["123456789012"]?.["eu-west-1"]?.imagePipelines.find((each) => each.name === name);
  const roles = (): string[] =>
    here()
      .resources.filter(({ type }) => type === "aws:iam/role:Role")
      .map(({ id }) => id);

  /** Deploys one program and then another, and tells what the preview and the update of the other change. */
  async function change(
    before: () => void,
    after: () => void,
  ): Promise<{
    stack: Stack;
    planned: Partial<Record<OpType, number>>;
    done: Partial<Record<OpType, number>>;
  }> {
    const stack = await workspace.stackOf(async () => before());
    await stack.up();
    stack.workspace.program = async () => after();
    const { changeSummary } = await stack.preview();
    const { summary } = await stack.up();
    expect((await stack.up()).summary.resourceChanges).to.have.all.keys("same");
    expect((await stack.refresh()).summary.resourceChanges).to.have.all.keys("same");
    return { stack, planned: changeSummary, done: summary.resourceChanges ?? {} };
  }

  it("removes a pipeline's workflows and the role that was made for them", async () => {
    const program = (args: Partial<GoldenImageArgs>) => () => {
      const made = new GoldenImage("made", { ...image, ...args });
      new ImageBuild("build", { pipelineArn: made.pipelineArn, triggers: [made.recipeArn] });
    };
    const { stack, planned } = await change(program({ workflows }), program({}));
    expect(planned.replace).to.equal(1);
    const pipeline = pipelineOf("made");
    expect(pipeline).to.not.have.any.keys("workflows", "executionRole");
    expect(roles().filter((name) => name.includes("execution-role"))).to.deep.equal([]);
    // The new pipeline is the old one to whoever uses it: nothing is built again.
    const images = here().accounts["123456789012"]?.["eu-west-1"]?.images ?? [];
    expect(images.filter(({ name }) => name === "made")).to.have.length(1);
    await stack.destroy();
    expect(workspace.leftovers()).to.deep.equal([]);
  });

  it("restores AWS's default workflows while the user's role stays", async () => {
    const program = (args: Partial<GoldenImageArgs>) => () => {
      new GoldenImage("kept", { ...image, executionRoleArn: roleArn, ...args });
    };
    const { stack, planned } = await change(program({ workflows }), program({}));
    expect(planned.replace).to.equal(undefined);
    expect(pipelineOf("kept")).to.deep.include({
      executionRole: roleArn,
      workflows: ["build", "test"].map((type) => ({
        workflowArn: `${managed}/${type}/${type}-image/x.x.x`,
      })),
    });
    await stack.destroy();
  });

  it("switches scanning off and returns to UTC, in place", async () => {
    const rate = "1 day";
    const { stack, planned, done } = await change(
      () =>
        new GoldenImage("scanned", {
          ...image,
          tests: { builtIn: false, scan: {} },
          schedule: { rate, timeZone: "Europe/Vienna" },
        }),
      () => new GoldenImage("scanned", { ...image, schedule: { rate } }),
    );
    // The golden image and its pipeline.
    expect(planned).to.include({ update: 2 }).and.not.have.property("replace");
    expect(done).to.include({ update: 2 });
    expect(pipelineOf("scanned")?.imageScanningConfiguration).to.deep.equal({ imageScanningEnabled: false });
    expect(pipelineOf("scanned")?.schedule?.timezone).to.equal("UTC");
    await stack.destroy();
  });

  it("returns scans of containers to Image Builder's own repository", async () => {
    const { stack } = await change(
      () => new GoldenImage("boxed", { ...container, tests: { scan: { repositoryName: "scans" } } }),
      () => new GoldenImage("boxed", { ...container, tests: { scan: {} } }),
    );
    expect(pipelineOf("boxed")?.imageScanningConfiguration).to.deep.equal({ imageScanningEnabled: true });
    await stack.destroy();
  });

  it("keeps a repository's policy when it changes", async () => {
    const { stack } = await change(
      () => new GoldenImage("tidy", { ...container, container: { untaggedDays: 3 } }),
      () => new GoldenImage("tidy", container),
    );
    const policies = here().resources.filter(
      ({ type }) => type === "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    );
    expect(policies.map(({ properties }) => String(properties.policy))).to.have.length(1);
    expect(policies[0]?.properties.policy).to.include('"countNumber":14');
    await stack.destroy();
  });

  it("returns a role to an automatic name", async () => {
    const { stack } = await change(
      () => new ImageImportRole("import", { bucketName: "disks", roleName: "importer" }),
      () => new ImageImportRole("import", { bucketName: "disks" }),
    );
    const named = roles().filter((name) => name.startsWith("import"));
    expect(named).to.have.length(1);
    expect(named[0]).to.match(/^import-role-[0-9a-f]{7}$/);
    await stack.destroy();
    expect(workspace.leftovers()).to.deep.equal([]);
  });
});
