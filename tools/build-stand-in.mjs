// Builds .cache/aws-stand-in: what the sandbox has for the `aws` plugin.

import { chmodSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePlugin } from "./bundle.mjs";
import { node, repoRoot, standInDir } from "./paths.mjs";

mkdirSync(standInDir, { recursive: true });
const bundle = join(standInDir, "pulumi-resource-aws.js");
await bundlePlugin(join(repoRoot, "sandbox/aws-plugin/main.ts"), bundle);
const launcher = join(standInDir, "pulumi-resource-aws");
// Node by its full path, since the PATH may have nothing on it. The bundle beside the launcher, wherever that is linked
// from, so that a copied checkout runs its own.
const load = `const { dirname, join } = require("path");
const folder = dirname(require("fs").realpathSync(process.argv[1]));
require(join(folder, "pulumi-resource-aws.js"));`;
writeFileSync(launcher, `#!/bin/sh\nexec "${realpathSync(node)}" -e '${load}' "$0" "$@"\n`);
chmodSync(launcher, 0o755);
