// A plugin's folder as it is shipped: one bundled file, and a launcher for POSIX and for Windows.

import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePlugin } from "./bundle.mjs";
import { repoRoot } from "./paths.mjs";
import { pluginFlags } from "./plugin-flags.mjs";

export async function writePluginFolder(folder, options) {
  mkdirSync(folder, { recursive: true });
  await bundlePlugin(
    join(repoRoot, "provider/src/main.ts"),
    join(folder, "pulumi-resource-goldenimage.js"),
    options,
  );
  const flags = pluginFlags.join(" ");
  const launcher = join(folder, "pulumi-resource-goldenimage");
  writeFileSync(
    launcher,
    `#!/bin/sh
# The link is followed, so that the plugin may be linked to from Pulumi's plugin folder.
exec node ${flags} "$(dirname "$(readlink -f "$0")")/pulumi-resource-goldenimage.js" "$@"
`,
  );
  chmodSync(launcher, 0o755);
  writeFileSync(`${launcher}.cmd`, `@echo off\r\nnode ${flags} "%~dp0pulumi-resource-goldenimage.js" %*\r\n`);
}
