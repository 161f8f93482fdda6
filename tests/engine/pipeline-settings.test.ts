// What a pipeline has beyond what the aws provider knows, through everything that takes it out; and the gate, which is
// worth nothing when it is missing once.

import {
  GetImageCommand,
  GetImagePipelineCommand,
  StartImagePipelineExecutionCommand,
  UpdateImagePipelineCommand,
} from "@aws-sdk/client-imagebuilder";
import type { Image, ImagebuilderClient, ImagePipeline } from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { withNewerMembers } from "../../provider/src/aws/newer-members";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";
import { clientOf } from "./workspace";

const gate = "scan: { failOn: { severity: CRITICAL } }";

const program = (line: string, scan = gate, more = ""): string => `name: gated
runtime: yaml
resources:
  web:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
      customize: [{ name: step, shell: ["echo ${line}"] }]
      tests: { ${scan} }
      schedule: { rate: 7 days }
      storage: { encrypted: false }
      distribution:
        share: { accounts: ["222233334444"] }
        regions:
          eu-west-1: { publish: { parameterName: /imagebuilder/web }, launchTemplates: [{}] }
          us-east-1: { export: { format: vmdk } }
${more}outputs:
  pipelineArn: \${web.pipelineArn}
`;

const building = `  build:
    type: goldenimage:ImageBuild
    properties: { pipelineArn: "\${web.pipelineArn}" }
`;

const openssl = (fixAvailable: string) => ({
  pipeline: "web",
  findings: [
    {
      severity: "CRITICAL",
      fixAvailable,
      title: "CVE-2026-0001 - openssl",
      packageVulnerabilityDetails: {
        vulnerabilityId: "CVE-2026-0001",
        vulnerablePackages: [{ name: "openssl", version: "3.0.1", fixedInVersion: "3.0.2" }],
      },
    },
  ],
});

describe("a golden image whose scan can fail it", () => {
  let sandbox: Sandbox;
  let stack: CliStack;
  let client: ImagebuilderClient;

  beforeEach(async () => {
    sandbox = await startSandbox({ phaseMilliseconds: 30 });
    client = withNewerMembers(clientOf(sandbox));
    stack = await CliStack.open(sandbox, program("first"));
  });

  afterEach(async () => {
    stack.close();
    await sandbox.close();
  });

  const up = () => stack.run("up", "--yes", "--skip-preview");

  async function pipeline(): Promise<ImagePipeline> {
    const imagePipelineArn = (await stack.run("stack", "output", "pipelineArn")).trim();
    return (await client.send(new GetImagePipelineCommand({ imagePipelineArn }))).imagePipeline ?? {};
  }

  const condition = async () => (await pipeline()).imageScanningConfiguration?.scanResultCondition;
  const wanted = { maximumSeverityLabel: "HIGH", fixAvailable: true };

  async function expectSettled(): Promise<void> {
    expect(await condition()).to.deep.equal(wanted);
    await stack.expectWhole();
  }

  /** Starts the pipeline past Pulumi, as its schedule would. */
  async function scheduled(): Promise<Image> {
    const command = new StartImagePipelineExecutionCommand({ imagePipelineArn: (await pipeline()).arn });
    const { imageBuildVersionArn } = await client.send(command);
    for (;;) {
      const { image = {} } = await client.send(new GetImageCommand({ imageBuildVersionArn }));
      if (["AVAILABLE", "FAILED"].includes(image.state?.status ?? "")) return image;
      await sleep(50);
    }
  }

  it("lets nothing out of a scheduled build with a critical finding that can be mended", async () => {
    await up();
    sandbox.imageBuilder.plantFindings(openssl("YES"));
    const image = await scheduled();
    expect(image.state?.status).to.equal("FAILED");
    expect(image.state?.failureContext?.imageStatus).to.equal("TESTING");
    expect(sandbox.imageBuilder.arrivals()).to.deep.equal({});
    expect(image.outputResources?.amis ?? []).to.deep.equal([]);
  });

  it("lets out what nobody can mend yet, everywhere", async () => {
    await up();
    sandbox.imageBuilder.plantFindings(openssl("NO"));
    expect((await scheduled()).state?.status).to.equal("AVAILABLE");
    const arrived = JSON.stringify(sandbox.imageBuilder.arrivals());
    expect(arrived).to.include("222233334444").and.include("us-east-1").and.include("vmdk");
  });

  it("says in an update what its scan has found", async () => {
    await up();
    sandbox.imageBuilder.plantFindings(openssl("YES"));
    stack.write(program("first", gate, building));
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview").ended;
    expect(code).not.to.equal(0);
    expect(output).to.include("its scan has found 1 above HIGH with a fix");
    expect(output).to.include("CRITICAL CVE-2026-0001 - openssl, a fix is available");
  });

  it("builds with the gate from the first build on", async () => {
    sandbox.imageBuilder.plantFindings(openssl("YES"));
    stack.write(program("first", gate, building));
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview").ended;
    expect(code, output).not.to.equal(0);
    expect(output).to.include("CVE-2026-0001 - openssl");
    expect(sandbox.imageBuilder.arrivals()).to.deep.equal({});
  });

  it("keeps the gate through an update of the pipeline, and drops it when nothing asks for it", async () => {
    await up();
    await expectSettled();
    stack.write(program("second"));
    await up();
    await expectSettled();

    stack.write(program("second", "scan: {}"));
    await up();
    expect(await condition()).to.equal(undefined);
    expect((await pipeline()).imageScanningConfiguration?.imageScanningEnabled).to.equal(true);
    await stack.expectWhole();
    await stack.run("destroy", "--yes", "--skip-preview");
  });

  it("puts the gate on a pipeline that was made before, and replaces nothing for it", async () => {
    stack.write(program("first", "enabled: true"));
    await up();
    stack.write(program("first"));
    const preview = await stack.run("preview", "--diff");
    expect(preview)
      .to.include("PipelineSettings")
      .and.not.to.match(/replace/i);
    await up();
    await expectSettled();
  });

  /** Kills the CLI when AWS has updated the pipeline, and before anything else happens. */
  async function killAfterUpdate(): Promise<void> {
    const update = stack.pulumi("up", "--yes", "--skip-preview");
    sandbox.imageBuilder.changed = async (kind) => {
      if (kind !== "UpdateImagePipeline") return;
      sandbox.imageBuilder.changed = undefined;
      void stack.kill(update);
      await update.ended;
    };
    const { code, output } = await update.ended;
    expect(code, output).to.equal(null);
    await stack.pulumi("cancel", "--yes").ended;
    expect(await condition(), "the pipeline's update has taken it out").to.equal(undefined);
  }

  it("has the gate again after a kill between the pipeline's update and its own", async () => {
    await up();
    stack.write(program("second"));
    await killAfterUpdate();
    await up();
    await expectSettled();
  });

  it("has the gate again after such a kill when the program has gone back", async () => {
    await up();
    stack.write(program("second"));
    await killAfterUpdate();
    stack.write(program("first"));
    await up();
    expect(await condition()).to.deep.equal(wanted);
    await stack.run("preview", "--expect-no-changes");
  });

  async function changeByHand(change: (configuration: ImagePipeline) => ImagePipeline): Promise<void> {
    const { arn: imagePipelineArn, infrastructureConfigurationArn, ...rest } = await pipeline();
    const { imageRecipeArn, distributionConfigurationArn, schedule, imageScanningConfiguration } =
      change(rest);
    await client.send(
      new UpdateImagePipelineCommand({
        imagePipelineArn,
        infrastructureConfigurationArn,
        imageRecipeArn,
        distributionConfigurationArn,
        schedule,
        imageScanningConfiguration,
        executionRole: rest.executionRole,
        workflows: rest.workflows,
        imageTestsConfiguration: rest.imageTestsConfiguration,
      }),
    );
  }

  const byHand: Record<string, (pipeline: ImagePipeline) => ImagePipeline> = {
    loosened: (before) => ({
      ...before,
      imageScanningConfiguration: {
        ...before.imageScanningConfiguration,
        scanResultCondition: { maximumSeverityLabel: "LOW" },
      },
    }),
    removed: (before) => ({ ...before, imageScanningConfiguration: { imageScanningEnabled: true } }),
  };
  for (const [how, change] of Object.entries(byHand)) {
    it(`puts the gate back when it was ${how} by hand: with a refresh, and without`, async () => {
      await up();
      await changeByHand(change);
      expect(await stack.run("preview")).to.include("1 to update");
      await up();
      await expectSettled();

      await changeByHand(change);
      expect(await stack.run("refresh", "--yes", "--skip-preview")).to.include("1 updated");
      await up();
      await expectSettled();
    });
  }
});
