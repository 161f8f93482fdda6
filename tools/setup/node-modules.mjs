// The npm packages of the lock file.

import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import { repoRoot } from "../paths.mjs";
import { run } from "./run.mjs";

export const nodeModulesStep = {
  name: "node-modules",
  says: "npm ci",
  needs: [],
  inputs: ["package-lock.json"],
  values: () => [process.platform, process.arch],
  outputs: ["node_modules/.package-lock.json"],
  adopt: isInstalled,
  run: async () => void (await run("npm", ["ci", "--no-audit", "--no-fund"])),
};

/** Whether npm itself already installed just what the lock file says: then nothing is deleted to install it again. */
function isInstalled() {
  const wanted = packagesOf("package-lock.json");
  const installed = packagesOf("node_modules/.package-lock.json");
  if (!wanted || !installed) return false;
  // The entry "" is the repository. Optional packages are those for other platforms.
  return (
    Object.keys(installed).every((name) => name in wanted) &&
    Object.entries(wanted).every(
      ([name, entry]) =>
        name === "" || (entry.optional && !(name in installed)) || isDeepStrictEqual(entry, installed[name]),
    )
  );
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(repoRoot, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}
