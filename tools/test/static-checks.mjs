// What can be told without running anything. Each counts as one test.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { cacheDir, node, repoRoot } from "../paths.mjs";

const cached = (name) => join(cacheDir, "checks", name);

// What has not changed since the last time is not looked at again. By content: a fresh clone's times say nothing.
const byContent = ["--cache", "--cache-strategy", "content", "--cache-location"];
const checks = {
  "eslint: no complaint": ["node_modules/eslint/bin/eslint.js", ".", ...byContent, cached("eslint")],
  "prettier: formatted": [
    "node_modules/prettier/bin/prettier.cjs",
    "--check",
    ".",
    ...byContent,
    cached("prettier"),
  ],
  "dependency-cruiser: imports go only downward, and in no circle": [
    "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs",
    "provider",
    "policy",
    "sandbox",
    "tools",
    "--cache",
    cached("dependency-cruiser"),
    "--cache-strategy",
    "content",
  ],
  "casts: no more than there were": ["tools/lint/check-casts.mjs"],
  "textlint: plain wording": [
    "node_modules/textlint/bin/textlint.js",
    "--format",
    "unix",
    "--cache",
    "--cache-location",
    cached("textlint"),
    "*.md",
    "{docs,policy,sandbox,tests,tools}/**/*.md",
  ],
  "cspell: American spelling": [
    "node_modules/cspell/bin.mjs",
    "--quiet",
    "--no-progress",
    "--no-summary",
    ...byContent,
    cached("cspell"),
  ],
  // The compiler in Go, several times as fast. The linter still needs the one in JavaScript.
  "tsc: no type error": [
    "node_modules/typescript-7/bin/tsc",
    "--noEmit",
    "--incremental",
    "--tsBuildInfoFile",
    cached("tsc.json"),
  ],
};

export const staticCheckNames = Object.keys(checks);

/** What a check has to complain of, if anything. */
export const complaintOf = (name) => complaint(checks[name]);

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
    execFile(node, args, { cwd: repoRoot, maxBuffer: Infinity }, (error, stdout, stderr) => {
      resolve(error ? `${stdout}${stderr}`.trim() || error.message : undefined);
    });
  });
}

/** Prints what they find as they end; tells whether there was nothing to find. */
export async function printStaticChecks() {
  let clean = true;
  for await (const { name, output } of staticChecks()) {
    console.log(`  ${output === undefined ? "✔" : "✖"} ${name}`);
    if (output === undefined) continue;
    clean = false;
    console.log(output.replace(/^/gm, "    "));
  }
  return clean;
}
