// What is refused before anything is made, by the real engine: in preview, and in the update what only that makes known.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { GoldenImage } from "@goldenimage/pulumi";
import { expect } from "chai";
import { standInDir } from "../../tools/paths.mjs";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";
import { useWorkspace } from "./workspace";

const program = (resources: string): string => `name: refused\nruntime: yaml\nresources:${resources}`;

/** As YAML programs write it. */
const reference = (name: string): string => `$\{${name}}`;

const oldAws = "7.20.0";

/** The stand-in as another version: as `pulumi plugin install` leaves a plugin, whose folder may not be a link. */
function installAws({ environment }: Sandbox, version: string): void {
  const folder = join(environment.PULUMI_HOME ?? "", `plugins/resource-aws-v${version}`);
  mkdirSync(folder);
  symlinkSync(join(standInDir, "pulumi-resource-aws"), join(folder, "pulumi-resource-aws"));
}

const image = `
  web:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
      customize: [{ name: step, shell: ["true"] }]`;

/** What is in the state of a component and of its children. */
const made = async (stack: CliStack, name: string): Promise<string[]> =>
  stack
    .resources()
    .map(({ urn }) => urn.split("::").at(-1) ?? "")
    .filter((own) => own === name || own.startsWith(`${name}-`));

describe("a component that is refused", () => {
  let sandbox: Sandbox;
  let stack: CliStack;
  let folder: string;

  before(async () => {
    sandbox = await startSandbox();
    folder = mkdtempSync(join(tmpdir(), "refused-"));
    execFileSync("mkfifo", [join(folder, "pipe.yaml")]);
    installAws(sandbox, oldAws);
    stack = await CliStack.open(sandbox, program(" {}"));
  });

  after(async () => {
    rmSync(folder, { recursive: true });
    await sandbox.close();
  });

  async function run(
    command: "preview" | "up",
    resources: string,
  ): Promise<{ code: number | null; output: string }> {
    stack.write(program(resources));
    return stack.pulumi(command, ...(command === "up" ? ["--yes", "--skip-preview"] : [])).ended;
  }

  it("refuses a named pipe at once instead of waiting for it", async () => {
    const { code, output } = await run(
      "preview",
      image.replace(/customize: .*/, `customize: [{ documentFile: "${join(folder, "pipe.yaml")}" }]`),
    );
    expect(code).not.to.equal(0);
    expect(output).to.include("customize[0].documentFile: must be a file, not a named pipe");
  });

  it("never writes an unchecked name into a policy, even if it is known only in the update", async () => {
    const exporting = (bucket: string): string => `
  topic: { type: aws:sns:Topic }
  all:
    type: goldenimage:ImageDistribution
    properties:
      regions: { eu-west-1: { export: { format: raw, bucket: "${bucket}" } } }`;
    const unknown = exporting(reference("topic.arn"));
    expect((await run("preview", unknown)).code).to.equal(0);
    const { code, output } = await run("up", unknown);
    expect(code).not.to.equal(0);
    expect(output).to.include('regions["eu-west-1"].export.bucket: must be the name of a bucket, not an ARN');
    expect(await made(stack, "all")).to.deep.equal([]);
    expect((await run("up", exporting("own-exports"))).code).to.equal(0);
    expect(await made(stack, "all")).to.include("all-export-role-policy");
    await stack.pulumi("destroy", "--yes").ended;
  });

  it("names the accounts that make a trust policy too long", async () => {
    const accounts = Array.from({ length: 80 }, (_, index) => `"${111100000000 + index}"`).join(", ");
    const { code, output } = await run(
      "preview",
      `
  here: { type: goldenimage:DistributionTarget, properties: { sourceAccountIds: [${accounts}] } }`,
    );
    expect(code).not.to.equal(0);
    expect(output).to.include(
      "sourceAccountIds: makes too much of a policy: the role's trust policy would be",
    );
  });

  it("refuses a region of another partition", async () => {
    const { code, output } = await run("preview", `${image}\n      region: cn-north-1`);
    expect(code).not.to.equal(0);
    expect(output).to.include("region: must be a region of the partition that the provider works in, 'aws'");
  });

  it("says which input needs a newer aws provider than the one that is given", async () => {
    const { code, output } = await run(
      "preview",
      `
  own:
    type: pulumi:providers:aws
    options: { version: "${oldAws}" }${image}
      lifecycle: { delete: { olderThan: 6, unit: MONTHS } }
    options: { providers: ["${reference("own")}"] }`,
    );
    expect(code).not.to.equal(0);
    expect(output).to.include("lifecycle: needs version 7.28.0 of the 'aws' provider, but");
  });
});

describe("a component with an explicit aws provider", () => {
  const workspace = useWorkspace();

  before(async () => {
    installAws(workspace.sandbox, oldAws);
  });

  for (const version of [oldAws, "7.48.0"]) {
    it(`${version === oldAws ? "warns of" : "says nothing of"} version ${version}, nor prints its secrets`, async () => {
      const stack = await workspace.stackOf(async () => {
        const own = new aws.Provider(
          "own",
          {
            region: "eu-west-1",
            secretKey: pulumi.secret("planted-secret-key"),
            endpoints: JSON.parse(
              workspace.sandbox.config["aws:endpoints"] ?? "[]",
            ) as aws.ProviderArgs["endpoints"],
          },
          { version },
        );
        new GoldenImage("web", { source: { os: "amazon-linux-2023" } }, { providers: [own] });
      });
      let output = "";
      await stack.preview({ onOutput: (text) => (output += text) });
      const warning = "web: the 'aws' provider that is given is of version 7.20.0";
      if (version === oldAws) expect(output).to.include(warning);
      else expect(output).not.to.include("the 'aws' provider that is given");
      expect(output).not.to.include("planted-secret-key");
    });
  }
});
