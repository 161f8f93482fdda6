// What can be told without running anything. Each counts as one test.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheDir, node, repoRoot } from "../paths.mjs";

const cached = (name) => join(cacheDir, "checks", name);

// What has not changed since the last time is not looked at again. By content: a fresh clone's times say nothing.
const byContent = ["--cache", "--cache-strategy", "content", "--cache-location"];

const code = /\.[cm]?[jt]s$/;

/**
 * `about` says for which changed files a check is run; one with `eachFile` then looks at those alone, and any other at `all`.
 */
const checks = [
  {
    name: "eslint: no complaint",
    about: code,
    args: ["node_modules/eslint/bin/eslint.js", "--no-warn-ignored", ...byContent, cached("eslint")],
    all: ["."],
    eachFile: true,
  },
  {
    name: "prettier: formatted",
    about: /\.(?:[cm]?[jt]s|json|md|ya?ml)$/,
    args: ["node_modules/prettier/bin/prettier.cjs", "--check", ...byContent, cached("prettier")],
    all: ["."],
    eachFile: true,
  },
  {
    name: "dependency-cruiser: imports go only downward, and in no circle",
    about: code,
    args: ["node_modules/dependency-cruiser/bin/dependency-cruiser.mjs"],
    all: [
      ...["provider", "policy", "sandbox", "tools"],
      ...["--cache", cached("dependency-cruiser"), "--cache-strategy", "content"],
    ],
  },
  {
    name: "casts: no more than there were",
    about: /^provider\/src\/.*\.ts$|^tools\/lint\/casts/,
    args: ["tools/lint/check-casts.mjs"],
    all: [],
  },
  {
    name: "textlint: plain wording",
    about: /\.md$|^tools\/lint\/words\.yml$|^\.textlintrc/,
    args: ["node_modules/textlint/bin/textlint.js", "--format", "unix"],
    all: [
      "--cache",
      "--cache-location",
      cached("textlint"),
      "*.md",
      "{docs,policy,sandbox,tests,tools}/**/*.md",
    ],
  },
  {
    name: "cspell: American spelling",
    about: /\.md$|^provider\/schema\.yaml$|^cspell\.json$|^tools\/lint\/project-words\.txt$/,
    args: ["node_modules/cspell/bin.mjs", "--quiet", "--no-progress", "--no-summary"],
    all: [...byContent, cached("cspell")],
  },
  {
    // The compiler in Go, several times as fast. The linter still needs the one in JavaScript.
    name: "tsc: no type error",
    about: /\.[cm]?[jt]s$|\.json$/,
    args: ["node_modules/typescript-7/bin/tsc", "--noEmit", "--incremental"],
    all: ["--tsBuildInfoFile", cached("tsc.json")],
  },
];

export const staticCheckNames = checks.map(({ name }) => name);

/** What a check of everything has to complain of, if anything. */
export const complaintOf = (name) => {
  const { args, all } = checks.find((check) => check.name === name);
  return complaint([...args, ...all]);
};

/**
 * Yields each check's name, with its output when it failed. With the files that have changed since a commit that was
 * clean, it looks only at what they can have broken.
 */
export async function* staticChecks(changed) {
  const running = checks.flatMap(({ name, about, args, all, eachFile }) => {
    const concerned = changed?.filter((file) => about.test(file));
    if (concerned?.length === 0) return [];
    const files = concerned?.filter((file) => existsSync(join(repoRoot, file)));
    const operands = eachFile && files ? files : all;
    if (eachFile && operands.length === 0) return [];
    return [complaint([...args, ...operands]).then((output) => ({ name, output }))];
  });
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
export async function printStaticChecks(changed) {
  let clean = true;
  for await (const { name, output } of staticChecks(changed)) {
    console.log(`  ${output === undefined ? "✔" : "✖"} ${name}`);
    if (output === undefined) continue;
    clean = false;
    console.log(output.replace(/^/gm, "    "));
  }
  return clean;
}
