// Sets up what a program of this repository needs, and runs it.
//
// Usage: node tools/run.mjs <target of tools/setup.mjs> <file> <arguments...>

import { spawn } from "node:child_process";
import { ownEnvironment } from "./environment.mjs";
import { node, repoRoot } from "./paths.mjs";
import { setUp } from "./test/set-up.mjs";

const [target, file, ...args] = process.argv.slice(2);
if (!setUp([target])) process.exit(1);
const child = spawn(node, ["--import", "tsx", file, ...args], {
  cwd: repoRoot,
  env: ownEnvironment(),
  stdio: "inherit",
});
// The terminal sends Ctrl-C to both: the program ends as it likes, and this with it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("close", (code, signal) => {
  process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
});
