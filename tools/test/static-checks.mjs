// What can be told without running anything. Each counts as one test.

import { execFile } from "node:child_process";
import { repoRoot } from "../paths.mjs";

const checks = {
  "eslint: no complaint": ["node_modules/eslint/bin/eslint.js", "."],
  "prettier: formatted": ["node_modules/prettier/bin/prettier.cjs", "--check", "."],
  "tsc: no type error": ["node_modules/typescript/bin/tsc", "--noEmit"],
};

/** Yields each check's name, with its output when it failed. */
export async function* staticChecks() {
  const running = Object.entries(checks).map(async ([name, args]) => ({
    name,
    output: await complaint(args),
  }));
  for (const check of running) yield await check;
}

function complaint(args) {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: repoRoot, maxBuffer: Infinity }, (error, stdout, stderr) => {
      resolve(error ? `${stdout}${stderr}`.trim() || error.message : undefined);
    });
  });
}
