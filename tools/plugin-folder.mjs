// A plugin's folder as it is shipped: one bundled file, and a launcher for POSIX and for Windows. Its first start leaves
// the compiled code beside it, and the others take half the time; where the folder can't be written, each compiles anew.

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
folder="$(dirname "$(readlink -f "$0")")"
export NODE_COMPILE_CACHE="$folder/compiled"
exec node ${flags} "$folder/pulumi-resource-goldenimage.js" "$@"
`,
  );
  chmodSync(launcher, 0o755);
  writeFileSync(
    `${launcher}.cmd`,
    `@echo off\r\nset "NODE_COMPILE_CACHE=%~dp0compiled"\r\nnode ${flags} "%~dp0pulumi-resource-goldenimage.js" %*\r\n`,
  );
}
