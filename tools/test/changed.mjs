// The files that differ from the last commit, those that git doesn't know yet included.

import { execFileSync } from "node:child_process";
import { repoRoot } from "../paths.mjs";

export function changedFiles() {
  const git = (...args) => execFileSync("git", args, { cwd: repoRoot, encoding: "utf8" }).split("\0");
  const names = [
    ...git("diff", "--name-only", "-z", "HEAD"),
    ...git("ls-files", "--others", "--exclude-standard", "-z"),
  ];
  return names.filter((name) => name !== "");
}
