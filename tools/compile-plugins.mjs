// Starts each plugin once, so that Node keeps what it compiles. Plugins are stopped by a signal in tests, and Node writes
// its compile cache only when a process ends by itself.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { once } from "node:events";
import { ownEnvironment } from "./environment.mjs";
import { node, repoRoot, standInDir } from "./paths.mjs";
import { pluginFlags } from "./plugin-flags.mjs";

/** Each with the flags that its launcher gives Node: code that was compiled under others is compiled again. */
const bundles = [
  { file: join(repoRoot, "provider/bin/pulumi-resource-goldenimage.js"), flags: pluginFlags },
  { file: join(standInDir, "pulumi-resource-aws.js"), flags: [] },
];

const endBySignal = `process.on("SIGTERM", () => process.exit()); require(process.argv[1])`;

for (const { file, flags } of bundles) {
  const plugin = spawn(node, [...flags, "-e", endBySignal, file], {
    env: ownEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(plugin, "close");
  // It has printed its port, and so has started.
  plugin.stdout.once("data", () => plugin.kill("SIGTERM"));
  const [code] = await closed;
  if (code !== 0) throw new Error(`${file} ended with ${code}`);
}
