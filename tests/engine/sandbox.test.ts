// `npm run sandbox`, as its user sees it: what it prints is pasted into a shell, for each client.

import { execFile, spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { expect } from "chai";
import { binDir, repoRoot, venvPython } from "../../tools/paths.mjs";

const program = `name: tried-out
runtime: yaml
resources:
  distribution:
    type: goldenimage:ImageDistribution
    properties:
      regions: { eu-west-1: {} }
  base:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
      distributionArn: \${distribution.arn}
outputs:
  pipelineArn: \${base.pipelineArn}
`;

describe("npm run sandbox", () => {
  let sandbox: ChildProcessByStdio<null, Readable, null>;
  let folder: string;
  /** What to paste, by the words above it. */
  const printed = new Map<string, string[]>();

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "goldenimage-shell-"));
    sandbox = spawn(process.execPath, ["--import", "tsx", "sandbox/main.ts"], {
      cwd: repoRoot,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let title = "";
    for await (const line of createInterface({ input: sandbox.stdout })) {
      if (line.startsWith("  ")) printed.get(title)?.push(line.trim());
      else if (line.endsWith(":")) printed.set((title = line.slice(0, -1)), []);
      else if (line.includes("Ctrl-C")) break;
    }
  });

  after(async () => {
    const ended = once(sandbox, "exit");
    sandbox.kill("SIGINT");
    const [code] = (await ended) as [number];
    rmSync(folder, { recursive: true, force: true });
    expect(code).to.equal(0);
  });

  /** A shell whose user works with AWS otherwise, into which the lines for every client go first. */
  async function paste(title: RegExp, cwd = folder): Promise<string> {
    const titles = [...printed.keys()];
    const lines = [...titles.filter((each) => each.startsWith("For every client")), ...titles]
      .filter((each, index) => index === 0 || title.test(each))
      .flatMap((each) => printed.get(each) ?? []);
    const { stdout } = await promisify(execFile)("bash", ["-e", "-c", lines.join("\n")], {
      cwd,
      env: {
        PATH: [dirname(venvPython), binDir, process.env.PATH].join(delimiter),
        HOME: folder,
        AWS_PROFILE: "production",
        AWS_REGION: "us-west-2",
        AWS_DEFAULT_REGION: "us-west-2",
        AWS_EC2_METADATA_DISABLED: "true",
      },
    });
    return stdout;
  }

  const amazons = /amazon-linux-2023/i;

  it("prints what the AWS CLI needs", async () => {
    expect(await paste(/^AWS CLI/)).to.match(amazons);
  });

  it("prints what boto3 needs", async () => {
    expect(await paste(/^boto3/)).to.match(amazons);
  });

  it("prints what the AWS SDK for JavaScript needs", async () => {
    expect(await paste(/^AWS SDK/, join(repoRoot, "provider"))).to.match(amazons);
  });

  it("prints what a Pulumi program needs, and shows what came of it", async () => {
    writeFileSync(join(folder, "Pulumi.yaml"), program);
    const output = await paste(/^A Pulumi program/);
    const [arn] = /arn:aws:imagebuilder:eu-west-1:\d+:image-pipeline\/base\b/.exec(output) ?? [];
    expect(arn, output).not.to.equal(undefined);
    expect(await paste(/^What there is/)).to.contain(arn);
  });
});
