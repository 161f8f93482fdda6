// Unpacks an archive and starts what is in it: on its own platform it says its port within seconds.
//
// Usage: node tools/package/try-archive.mjs <target>

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { extract } from "tar";
import { archiveName, distDir } from "./targets.mjs";

const [target] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "goldenimage-archive-"));
await extract({ file: join(distDir, archiveName(target)), cwd: folder });
const name = `pulumi-resource-goldenimage${target.startsWith("windows") ? ".exe" : ""}`;
const plugin = spawn(join(folder, name), ["127.0.0.1:1"], {
  stdio: ["ignore", "pipe", "inherit"],
  timeout: 60_000,
});
const port = await new Promise((resolve) => {
  createInterface({ input: plugin.stdout }).once("line", resolve);
  plugin.once("error", (error) => resolve(error.message));
  plugin.once("close", (code, signal) => resolve(`it ended with ${signal ?? code}`));
});
plugin.kill();
await new Promise((resolve) =>
  (plugin.exitCode ?? plugin.signalCode) !== null ? resolve() : plugin.once("close", resolve),
);
rmSync(folder, { recursive: true, force: true });
if (!/^\d+$/.test(port)) throw new Error(`the plugin of ${target} doesn't start: ${port}`);
console.log(`the plugin of ${target} starts`);
