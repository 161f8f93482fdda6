// Mistakes as a user of YAML sees them, by the real CLI. YAML's host refuses misspelt names by itself, against the
// schema; tests/plugin shows what the plugin says of them to languages that let them through.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { tool } from "../../tools/paths.mjs";
import { startSandbox } from "../sandbox/sandbox";
import type { Sandbox } from "../sandbox/sandbox";

// One component a stack: which of several failing ones YAML's host still reports is a matter of timing.
const stacks: Record<string, { resource: string; paths: string[] }> = {
  distribution: {
    resource: `
    type: goldenimage:ImageDistribution
    properties:
      regions:
        eu-wst-1: {}
        eu-west-1: { share: { accounts: [] } }
      description: { fn::secret: planted-secret }
      publish: { parameterName: /elsewhere }
`,
    paths: ['regions["eu-wst-1"]:', 'regions["eu-west-1"].share.accounts:', "publish.parameterName:"],
  },
  "golden image": {
    resource: `
    type: goldenimage:GoldenImage
    properties:
      name: Bad Name!
      source: { os: debian-12, amiId: { fn::secret: planted-secret } }
      customize:
        - shell: []
      schedule: { cron: "0 3 * * * *" }
      build: { metadataHopLimit: 99 }
      tags: { secret: { fn::secret: planted-secret } }
`,
    paths: [
      "name:",
      "source:",
      "source.amiId:",
      "customize[0].shell:",
      "schedule.cron:",
      "build.metadataHopLimit:",
    ],
  },
};

describe("a stack full of mistakes", function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let folder: string;

  before(async () => {
    sandbox = await startSandbox();
    folder = mkdtempSync(join(tmpdir(), "goldenimage-wrong-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: wrong\nruntime: yaml\n");
    await pulumi("stack", "init", "dev");
    for (const [key, value] of Object.entries(sandbox.config)) {
      await pulumi("config", "set", "--plaintext", key, value);
    }
  });

  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await sandbox.close();
  });

  function pulumi(...args: string[]): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve, reject) => {
      const child = spawn(tool("pulumi"), [...args, "--non-interactive"], {
        cwd: folder,
        env: { ...process.env, ...sandbox.environment },
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
      }
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, output }));
    });
  }

  for (const [what, { resource, paths }] of Object.entries(stacks)) {
    it(`with a ${what} shows all of them in one preview, no secret, no stack trace, and makes nothing`, async () => {
      writeFileSync(
        join(folder, "Pulumi.yaml"),
        `name: wrong\nruntime: yaml\nresources:\n  wrong:${resource}`,
      );
      const { code, output } = await pulumi("preview");
      expect(code, output).not.to.equal(0);
      for (const path of paths) expect(output).to.include(` - ${path}`);
      expect(output).not.to.include("planted-secret");
      expect(output).not.to.match(/^\s+at .+:\d+:\d+/m);
      const writes = sandbox.imageBuilder
        .requests()
        .filter(({ operation }) => /^(Create|Start)/.test(String(operation)));
      expect(writes).to.deep.equal([]);
    });
  }
});
