// Builds provider/bin: the plugin as it is shipped, one bundled file and a launcher for POSIX and for Windows.

import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePlugin } from "./bundle.mjs";
import { repoRoot } from "./paths.mjs";

const bin = join(repoRoot, "provider/bin");
mkdirSync(bin, { recursive: true });
await bundlePlugin(join(repoRoot, "provider/src/main.ts"), join(bin, "pulumi-resource-goldenimage.js"));

// Node lets a heap grow far beyond what is alive in it while the machine has memory. A stack of a hundred images stays
// at half the memory with these, and takes no longer.
const flags = "--max-semi-space-size=2 --heap-growing-percent=20";

const launcher = join(bin, "pulumi-resource-goldenimage");
writeFileSync(
  launcher,
  `#!/bin/sh
# The link is followed, so that the plugin may be linked to from Pulumi's plugin folder.
exec node ${flags} "$(dirname "$(readlink -f "$0")")/pulumi-resource-goldenimage.js" "$@"
`,
);
chmodSync(launcher, 0o755);
writeFileSync(`${launcher}.cmd`, `@echo off\r\nnode ${flags} "%~dp0pulumi-resource-goldenimage.js" %*\r\n`);
