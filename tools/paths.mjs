// Where things are: for everything that set-up makes and other scripts use.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repoRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** What set-up makes outside of node_modules. It can be deleted at any time. */
export const cacheDir = join(repoRoot, ".cache");

/** The tools: pulumi, pulumi-language-yaml, sdkgen. For the front of a PATH. */
export const binDir = join(cacheDir, "bin");

const windows = process.platform === "win32";

/** The file of a tool in binDir. */
export function tool(name) {
  return join(binDir, windows ? `${name}.exe` : name);
}

/** The folder of the Node that the repository's programs run on (tools/setup/node.mjs). For the front of a PATH. */
export const nodeDir = join(cacheDir, "node", "bin");
const nodeFile = windows ? "node.exe" : "node";
export const node = join(nodeDir, nodeFile);

/** Code that Node has compiled, by its file and content (NODE_COMPILE_CACHE). */
export const compileCacheDir = join(cacheDir, "compiled");

/** The newest Node that is pinned. */
export const newestNode = join(cacheDir, "node", "newest", nodeFile);

/** The plugin of the last release, built from its commit. */
export const formerDir = join(cacheDir, "former");

/** The sandbox's `aws` plugin. */
export const standInDir = join(cacheDir, "aws-stand-in");

/** The real AWS provider as the `aws` plugin, for `npm run judge`. */
export const awsJudgeDir = join(cacheDir, "aws-judge");

export const venvDir = join(cacheDir, "venv");
export const venvPython = pythonIn(venvDir);

/** A Debian that tests run documents on (tools/setup/debian.mjs). */
export const debianDir = join(cacheDir, "debian");

/** moto, behind the real provider. Its many packages are of no use to anything else. */
export const judgeVenvDir = join(cacheDir, "judge-venv");
export const judgePython = pythonIn(judgeVenvDir);

/** The interpreter of a virtual environment. */
export function pythonIn(environment) {
  return windows ? join(environment, "Scripts", "python.exe") : join(environment, "bin", "python");
}

/** The Pulumi that we build and test with, without a "v": go.mod is where it is written. */
export const pulumiVersion = readFileSync(join(repoRoot, "tools/pulumi/go.mod"), "utf8").match(
  /^\s*(?:require\s+)?github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m,
)[1];
