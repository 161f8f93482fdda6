// Builds .cache/aws-stand-in: what the sandbox has for the `aws` plugin.

import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePlugin } from "./bundle.mjs";
import { repoRoot, standInDir } from "./paths.mjs";

mkdirSync(standInDir, { recursive: true });
const bundle = join(standInDir, "pulumi-resource-aws.js");
await bundlePlugin(join(repoRoot, "tests/sandbox/aws-plugin/main.ts"), bundle);
const launcher = join(standInDir, "pulumi-resource-aws");
// Node by its full path, since the PATH may lack it. The bundle beside the launcher, wherever it is linked from, so
// that a copied checkout runs its own.
const own = `"$(dirname "$(readlink -f "$0")")/pulumi-resource-aws.js"`;
writeFileSync(launcher, `#!/bin/sh\nexec "${process.execPath}" ${own} "$@"\n`);
chmodSync(launcher, 0o755);
