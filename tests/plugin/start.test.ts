// What makes the plugin start fast.

import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { repoRoot } from "../../tools/paths.mjs";

const bin = join(repoRoot, "provider/bin");

describe("the plugin's folder", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "goldenimage-start-"));
    cpSync(bin, folder, { recursive: true });
    rmSync(join(folder, "compiled"), { recursive: true, force: true });
  });

  afterEach(() => {
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true });
  });

  const started = async (meanwhile: () => Promise<void>): Promise<void> => {
    const plugin = spawn(join(folder, "pulumi-resource-goldenimage"), ["127.0.0.1:1"]);
    try {
      const [port] = (await once(createInterface({ input: plugin.stdout }), "line")) as [string];
      expect(port).to.match(/^\d+$/);
      await meanwhile();
    } finally {
      // As the engine ends its plugins.
      plugin.kill("SIGKILL");
    }
  };

  it("has the compiled code after the first start", async () => {
    await started(async () => {
      while (!existsSync(join(folder, "compiled")) || !written().some((file) => !file.endsWith(".tmp")))
        await delay(10);
    });
    expect(written()).to.have.length(1);
    await started(async () => undefined);
  });

  const written = (): string[] =>
    readdirSync(join(folder, "compiled"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);

  it("starts the plugin where the compiled code can't be written", async () => {
    rmSync(join(folder, "compiled"), { recursive: true, force: true });
    cpSync(join(bin, "metafile.json"), join(folder, "compiled"));
    await started(async () => undefined);
  });

  it("has neither npm nor a compiler in its bundle, which the Pulumi SDK would load at once", () => {
    const { inputs } = JSON.parse(readFileSync(join(bin, "metafile.json"), "utf8")) as { inputs: object };
    const unused = /node_modules\/(?:@npmcli|pacote|typescript|ts-node)\/|pulumi\/automation\/(?!index)/;
    expect(Object.keys(inputs).filter((path) => unused.test(path))).to.deep.equal([]);
  });
});
