// Machines from outside AWS, on the real engine.

import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { GoldenImage, ImageBuild, ImageImport, Provider } from "@goldenimage/pulumi";
import type { ImageImportArgs } from "@goldenimage/pulumi";
import * as aws from "@pulumi/aws";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { skipBecause } from "../../tools/test/skip-because";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";
import type { Command } from "./cli-stack";
import { failureOf, recordFile, resourcesOf, useWorkspace } from "./workspace";

const bucket = "datacenter-images";

const machine = (key: string, more: Partial<ImageImportArgs> = {}): ImageImportArgs => ({
  platform: "Linux",
  disks: [{ s3Uri: `s3://${bucket}/${key}`, format: "vhdx" }],
  ...more,
});

const calls = ({ imageBuilder }: Sandbox, operation: string): number =>
  imageBuilder.requests().filter((request) => request.operation === operation).length;

describe("a machine from outside AWS", () => {
  const workspace = useWorkspace();

  before(async () => {
    await workspace.storeFile(bucket, "machines/web.vhdx");
    await workspace.storeFile(bucket, "machines/corrupt.vhdx");
    await workspace.storeFile(bucket, "media/windows-11.iso");
  });

  const amiOf = (imageId: unknown) => {
    const { accounts } = workspace.sandbox.imageBuilder.state();
    return accounts["123456789012"]?.["eu-west-1"]?.amis.find((ami) => ami.imageId === imageId);
  };

  it("is imported with AWS's status messages shown, and a golden image starts from it", async () => {
    const stack = await workspace.stackOf(async () => {
      const outside = new ImageImport(
        "outside",
        machine("machines/web.vhdx", { encrypted: false, tags: { team: "images" } }),
      );
      const web = new GoldenImage("web", {
        source: { imageArn: outside.imageArn },
        customize: [{ name: "step", shell: ["true"] }],
        storage: { deviceName: "/dev/sda1", encrypted: false },
      });
      const build = new ImageBuild("build", { pipelineArn: web.pipelineArn, triggers: [web.recipeArn] });
      return { built: build.amiIds, outside: outside.imageArn };
    });
    await stack.preview();
    const shown: string[] = [];
    const onEvent = ({ diagnosticEvent }: EngineEvent): void => {
      if (diagnosticEvent?.ephemeral) shown.push(diagnosticEvent.message);
    };
    const { outputs } = await stack.up({ onEvent });
    expect(shown.join("\n")).to.match(/active \d+% (validat|convert|updat|boot|prepar)/);

    const { id, outputs: state } = (await resourcesOf(stack)).get("outside") ?? {};
    expect(id).to.match(/:image\/outside\/1\.0\.0\/1$/);
    expect(state).to.include({ name: "outside", semanticVersion: "1.0.0", imageArn: id });
    expect(state?.importTaskId).to.match(/^import-ami-/);
    expect(state?.snapshotIds).to.have.length(1);
    expect(amiOf(state?.amiId)).to.deep.include({ encrypted: false, tags: { team: "images" } });
    expect((await resourcesOf(stack)).get("web-recipe")?.inputs.parentImage).to.equal(outputs.outside?.value);
    const built = (outputs.built?.value as Record<string, string>)["eu-west-1"];
    expect(amiOf(built)).to.include({ encrypted: false });

    expect((await stack.up()).summary.resourceChanges).to.have.all.keys("same");
    await stack.destroy();
    expect(amiOf(state?.amiId)).not.to.equal(undefined);
  });

  it("is retagged in place, and replaced when its source changes", async () => {
    const program = (more: Partial<ImageImportArgs>) => async () => {
      new ImageImport("changing", machine("machines/web.vhdx", more));
    };
    const stack = await workspace.stackOf(program({ tags: { team: "images", stage: "test" } }));
    await stack.up();
    const first = (await resourcesOf(stack)).get("changing")?.outputs;

    stack.workspace.program = program({ tags: { team: "platform" }, timeoutMinutes: 60 });
    const { summary } = await stack.up();
    expect(summary.resourceChanges).to.deep.include({ update: 1 });
    expect(amiOf(first?.amiId)?.tags).to.deep.equal({ team: "platform" });
    const image = () => JSON.stringify(workspace.sandbox.imageBuilder.state());
    expect(image()).to.include('"team":"platform"').and.not.to.include('"stage":"test"');

    stack.workspace.program = program({ triggers: ["another ETag"] });
    expect((await stack.up()).summary.resourceChanges).to.deep.include({ replace: 1 });
    const second = (await resourcesOf(stack)).get("changing")?.outputs;
    expect(second?.amiId).not.to.equal(first?.amiId);
    expect(second?.imageArn).to.match(/\/changing\/1\.0\.0\/2$/);
    await stack.destroy();

    // What a destroyed stack left behind is nobody's: a new one imports anew.
    await stack.up();
    expect((await resourcesOf(stack)).get("changing")?.outputs?.amiId).not.to.equal(second?.amiId);
    await stack.destroy();
  });

  it("reports why its conversion failed, and is converted again once that is fixed", async () => {
    const program = (key: string) => async () => {
      new ImageImport("broken", machine(key));
    };
    const stack = await workspace.stackOf(program("machines/corrupt.vhdx"));
    const message = await failureOf(stack.up());
    expect(message).to.match(
      /import task import-ami-\w+ is deleted: ClientError: No valid partitions\. Not a valid volume\./,
    );
    const before = calls(workspace.sandbox, "ImportImage");
    expect(await failureOf(stack.up())).to.include("ClientError");
    expect(calls(workspace.sandbox, "ImportImage")).to.equal(before + 1);
    stack.workspace.program = program("machines/missing.vhdx");
    expect(await failureOf(stack.up())).to.include("ClientError: Disk validation failed");
    stack.workspace.program = program("machines/web.vhdx");
    await stack.up();
    await stack.destroy();
  });

  it("is Windows 11, installed from its ISO file", async () => {
    const stack = await workspace.stackOf(async () => {
      const role = new aws.iam.Role("builder", { assumeRolePolicy: "{}" });
      const profile = new aws.iam.InstanceProfile("builder", { role: role.name });
      const infrastructure = new aws.imagebuilder.InfrastructureConfiguration("builder", {
        instanceProfileName: profile.name,
      });
      new ImageImport("windows", {
        platform: "Windows",
        windowsIso: {
          s3Uri: `s3://${bucket}/media/windows-11.iso`,
          infrastructureConfigurationArn: infrastructure.arn,
        },
        tags: { team: "desktops" },
      });
    });
    await stack.up();
    const { outputs } = (await resourcesOf(stack)).get("windows") ?? {};
    expect(outputs?.imageArn).to.match(/:image\/windows\/1\.0\.0\/1$/);
    expect(outputs?.amiId).to.match(/^ami-/);
    expect(outputs).not.to.have.property("importTaskId");
    expect(amiOf(outputs?.amiId)?.tags).to.deep.equal({ team: "desktops" });
    await stack.destroy();
  });

  it("is imported into the region of an explicit provider", async () => {
    const { url } = workspace.sandbox.imageBuilder;
    const stack = await workspace.stackOf(async () => {
      const elsewhere = new Provider("elsewhere", {
        region: "us-east-1",
        accessKey: "sandbox",
        secretKey: "sandbox",
        endpoints: [{ imagebuilder: url, ec2: url }],
      });
      const outside = new ImageImport("elsewhere", machine("machines/web.vhdx"), { provider: elsewhere });
      return { imageArn: outside.imageArn };
    });
    expect((await stack.up()).outputs.imageArn?.value).to.match(/^arn:aws:imagebuilder:us-east-1:/);
    await stack.destroy();
  });

  it("is refused in preview with the path of every mistake", async () => {
    const stack = await workspace.stackOf(async () => {
      new ImageImport("wrong", {
        ...machine("machines/web.ovf"),
        licenseType: "AWS",
        kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234",
        semanticVersion: "1",
      });
    });
    const before = workspace.sandbox.imageBuilder.requests().length;
    const message = await failureOf(stack.preview());
    for (const path of ["disks[0].s3Uri", "licenseType", "kmsKeyArn", "semanticVersion"]) {
      expect(message).to.include(`${path}: `);
    }
    expect(workspace.sandbox.imageBuilder.requests()).to.have.length(before);
  });
});

describe("an import that is killed in the middle", () => {
  let sandbox: Sandbox;
  let stack: CliStack;

  before(function () {
    if (!existsSync("/proc"))
      skipBecause(this, "this machine has no /proc to find the plugin's processes in");
  });

  beforeEach(async () => {
    // Slow enough to be caught in the middle.
    sandbox = await startSandbox({ phaseMilliseconds: 1500 });
    await recordFile(sandbox, bucket, "machines/web.vhdx");
    stack = await CliStack.open(
      sandbox,
      `name: interrupted
runtime: yaml
resources:
  outside:
    type: goldenimage:ImageImport
    properties:
      platform: Linux
      disks: [{ s3Uri: "s3://${bucket}/machines/web.vhdx", format: vhdx }]
`,
    );
  });

  afterEach(async () => {
    stack.close();
    await sandbox.close();
  });

  const killBoth = async (update: Command): Promise<void> => {
    await stack.kill(update);
    for (const pid of stack.plugins()) process.kill(pid, "SIGKILL");
  };

  const moments = { conversion: "ImportImage", "registration in Image Builder": "ImportVmImage" };
  for (const [moment, operation] of Object.entries(moments)) {
    it(`during its ${moment}, is continued by the next update`, async () => {
      const update = stack.pulumi("up", "--yes", "--skip-preview");
      while (calls(sandbox, operation) === 0) await sleep(20);
      await killBoth(update);
      expect((await update.ended).code).not.to.equal(0);
      await stack.pulumi("cancel", "--yes").ended;

      const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview").ended;
      expect(code, output).to.equal(0);
      expect(calls(sandbox, "ImportImage")).to.equal(1);
      expect(calls(sandbox, "ImportVmImage")).to.equal(1);
      const again = await stack.pulumi("preview", "--expect-no-changes").ended;
      expect(again.code, again.output).to.equal(0);
    });
  }
});
