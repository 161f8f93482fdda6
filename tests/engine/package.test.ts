// The archive for this platform, in Pulumi's plugin folder of a machine that has no Node.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { binDir, repoRoot } from "../../tools/paths.mjs";
import { distDir, hostTarget, sbomName, version } from "../../tools/package/targets.mjs";
import { pluginFlags } from "../../tools/plugin-flags.mjs";
import { installArchive } from "./archive";
import { deploy, registered } from "./languages";
import { useWorkspace } from "./workspace";

describe("the plugin's archive", () => {
  const workspace = useWorkspace();
  let plugin: string;

  before(async () => {
    plugin = await installArchive(workspace.sandbox);
  });

  it("serves a stack without a `plugins:` entry and without Node on the PATH", async () => {
    const path = process.env.PATH;
    // The engine, the language host, and nothing else.
    process.env.PATH = binDir;
    try {
      const deployment = await deploy(workspace, join(repoRoot, "examples/quickstart/yaml"));
      expect(registered(deployment)).to.have.length.above(10);
      expect(JSON.stringify(deployment.resources)).to.include("goldenimage:index:GoldenImage");
    } finally {
      process.env.PATH = path;
    }
  });

  it("contains the flags that the launcher passes", () => {
    const content = readFileSync(plugin);
    for (const flag of pluginFlags) expect(content.includes(flag), flag).to.equal(true);
  });

  it("ignores Node's options in the environment", async () => {
    const child = spawn(plugin, ["127.0.0.1:1"], {
      env: { PATH: binDir, NODE_OPTIONS: "--import=/nowhere.mjs" },
    });
    try {
      const port = await new Promise((resolve) =>
        createInterface({ input: child.stdout })
          .once("line", resolve)
          .once("close", () => resolve("none")),
      );
      expect(port).to.match(/^\d+$/);
    } finally {
      child.kill();
    }
  });

  it("has a bill of materials of its contents", () => {
    const sbom = JSON.parse(readFileSync(join(distDir, sbomName(hostTarget)), "utf8")) as {
      bomFormat: string;
      metadata: { component: { version: string } };
      components: { name: string; version: string; purl: string }[];
    };
    expect(sbom.bomFormat).to.equal("CycloneDX");
    expect(sbom.metadata.component.version).to.equal(version);
    const purls = sbom.components.map(({ purl }) => purl);
    expect(purls.some((purl) => purl.startsWith("pkg:npm/%40pulumi/pulumi@"))).to.equal(true);
    expect(purls.some((purl) => purl.startsWith("pkg:generic/node@"))).to.equal(true);
  });
});
