// Builds .cache/aws-stand-in: what the sandbox has for the `aws` plugin.

import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePlugin } from "./bundle.mjs";
import { repoRoot, standInDir } from "./paths.mjs";

mkdirSync(standInDir, { recursive: true });
const bundle = join(standInDir, "pulumi-resource-aws.js");
await bundlePlugin(join(repoRoot, "tests/sandbox/aws-plugin/main.ts"), bundle);
const launcher = join(standInDir, "pulumi-resource-aws");
// By their full paths: the PATH may be one without Node.
writeFileSync(launcher, `#!/bin/sh\nexec "${process.execPath}" "${bundle}" "$@"\n`);
chmodSync(launcher, 0o755);
