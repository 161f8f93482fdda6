// What becomes of a build later: it goes on, it is gone, it is deleted.

import { DeleteImageCommand } from "@aws-sdk/client-imagebuilder";
import { DeregisterImageCommand, EC2Client } from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { placesOf } from "../../sandbox/image-builder/snapshot";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { record } from "../emulator/fixtures";
import { CliStack } from "./cli-stack";
import { clientOf } from "./workspace";

const account = "123456789012";
const regions = ["eu-west-1", "us-east-1", "us-west-2"];

const program = (image: string, build = "whenDeleted: delete"): string => `
name: later
runtime: yaml
resources:
  web:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
${image.replace(/^/gm, "      ")}
  build:
    type: goldenimage:ImageBuild
    properties:
      pipelineArn: \${web.pipelineArn}
      triggers: ["\${web.recipeArn}"]
      ${build}
`;

const publicEverywhere = `storage: { encrypted: false }
distribution:
  share: { public: true }
  regions: { eu-west-1: {}, us-east-1: {}, us-west-2: {} }`;

const everywhere = "distribution: { regions: { eu-west-1: {}, us-east-1: {}, us-west-2: {} } }";

describe("A build", () => {
  let sandbox: Sandbox;
  let stack: CliStack | undefined;

  beforeEach(async () => {
    sandbox = await startSandbox();
  });

  afterEach(async () => {
    stack?.close();
    stack = undefined;
    await sandbox.close();
  });

  const open = async (text: string): Promise<CliStack> => (stack = await CliStack.open(sandbox, text));
  const places = () => placesOf(sandbox.imageBuilder.state().accounts);
  const images = () => places().flatMap((place) => place.images);
  const allowPublic = (region: string) => {
    const type = "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess";
    return record(sandbox.imageBuilder.url, type, region, { state: "unblocked" }, { account, region });
  };
  const fails = async (on: CliStack, ...args: string[]): Promise<string> => {
    const { code, output } = await on.pulumi(...args).ended;
    expect(code, output).not.to.equal(0);
    return output;
  };
  const outputsOf = async (on: CliStack) =>
    (await on.resources()).find(({ type }) => type === "goldenimage:index:ImageBuild")?.outputs ?? {};

  it("whose distribution fails in one of three regions goes on once it is mended, and is not built twice", async () => {
    await allowPublic("eu-west-1");
    await allowPublic("us-west-2");
    const on = await open(program(publicEverywhere));
    const failure = await fails(on, "up", "--yes", "--skip-preview");
    expect(failure).to.include(
      "distribution in us-east-1 to account 123456789012, copying: You can't publicly share",
    );
    expect(failure).to.match(/AMIs that it leaves behind: ami-\w+ in eu-west-1, ami-\w+ in us-west-2/);
    await allowPublic("us-east-1");
    const output = await on.run("up", "--yes", "--skip-preview");
    expect(output).to.include("is FAILED, and is retried in place from DISTRIBUTING on");
    expect(await outputsOf(on)).to.include({ buildVersion: "1.0.0/1" });
    const runs = places().flatMap((place) =>
      place.workflowRuns.map(({ type, status }) => `${type} ${status}`),
    );
    expect(runs).to.deep.equal([
      "BUILD COMPLETED",
      "TEST COMPLETED",
      "DISTRIBUTION FAILED",
      "DISTRIBUTION COMPLETED",
    ]);
    // What it has made in every region goes with it.
    await on.run("destroy", "--yes", "--skip-preview");
    for (const { amis, snapshots } of places()) expect([amis, snapshots]).to.deep.equal([[], []]);
    expect(images()).to.be.empty;
  });

  it("that isn't waited for lets the rest of the stack go on, and is taken up later", async () => {
    await sandbox.close();
    sandbox = await startSandbox({ phaseMilliseconds: 2_000 });
    const rest = "  group: { type: aws:cloudwatch:LogGroup, properties: { name: beside } }\n";
    const on = await open(program(everywhere, "wait: false") + rest);
    const { code, output } = await on.pulumi("up", "--yes", "--skip-preview").ended;
    // The engine's exit code for what is still under way.
    expect(code, output).to.equal(10);
    expect(output).to.include("goes on: run `pulumi up` again later to take up its result");
    expect((await on.resources()).map(({ id }) => id)).to.include("beside");
    expect(await outputsOf(on)).to.deep.equal({});
    while (images()[0]?.state.status !== "AVAILABLE") await new Promise((resolve) => setTimeout(resolve, 50));
    await on.run("up", "--yes", "--skip-preview");
    expect(await outputsOf(on)).to.include({ buildVersion: "1.0.0/1" });
  });

  it("of which a component fails isn't retried in place, and names component, step and log", async () => {
    const on = await open(
      program('customize: [{ name: disk, shell: ["echo no space left on device", "exit 28"] }]'),
    );
    const failure = await fails(on, "up", "--yes", "--skip-preview");
    expect(failure).to.match(
      /component arn:\S+:component\/web-\S*disk\/1\.0\.0\/1, phase build, step \S+ \(ExecuteBash\): /,
    );
    expect(failure).to.match(/log group \/aws\/imagebuilder\/web\S*, stream 1\.0\.0\/1: https:\S{1,140}/);
    expect(failure).to.include("Stdout: no space left on device").and.to.include("CmdExecution: ExitCode 28");
    expect(await fails(on, "up", "--yes", "--skip-preview")).to.include("can't be retried");
    expect(images().map(({ arn }) => arn.split("/").at(-1))).to.deep.equal(["1", "2"]);
    expect(sandbox.imageBuilder.requests().map(({ operation }) => operation)).not.to.include("RetryImage");
  });

  it("that is deleted behind our back is seen by a refresh, and built again by the next update", async () => {
    const on = await open(program(everywhere, "whenDeleted: keep"));
    await on.run("up", "--yes", "--skip-preview");
    const { amiIds, imageArn } = (await outputsOf(on)) as {
      amiIds: Record<string, string>;
      imageArn: string;
    };
    const ec2 = new EC2Client({
      region: "us-east-1",
      endpoint: sandbox.imageBuilder.url,
      credentials: { accessKeyId: account, secretAccessKey: "none" },
    });
    await ec2.send(new DeregisterImageCommand({ ImageId: amiIds["us-east-1"] }));
    await on.run("preview", "--expect-no-changes");
    await on.run("refresh", "--yes", "--skip-preview");
    expect(await outputsOf(on)).to.have.deep.property("amiStates", {
      "eu-west-1": "available",
      "us-east-1": "deregistered",
      "us-west-2": "available",
    });
    await on.run("up", "--yes", "--skip-preview");
    const built = (await outputsOf(on)) as typeof amiIds & { imageArn: string };
    expect(built).to.include({ buildVersion: "1.0.0/2" });
    expect(built.amiIds).to.have.all.keys(regions);
    await clientOf(sandbox).send(new DeleteImageCommand({ imageBuildVersionArn: built.imageArn }));
    await on.run("refresh", "--yes", "--skip-preview");
    expect(await outputsOf(on)).to.deep.equal({});
    await on.run("up", "--yes", "--skip-preview");
    expect(await outputsOf(on)).to.include({ buildVersion: "1.0.0/3" });
    expect(imageArn).to.match(/\/1\.0\.0\/1$/);
    const destroyed = await on.run("destroy", "--yes", "--skip-preview");
    expect(destroyed).to.match(
      /kept, as 'whenDeleted' says: arn:\S+\/1\.0\.0\/3, ami-\w+ in eu-west-1, ami-/,
    );
  });
});
