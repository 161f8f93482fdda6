// A copy of Debian for each run, of which nothing is left afterwards. Scripts of built-in documents run there as they are.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { debianDir, node, repoRoot } from "../../tools/paths.mjs";
import { whyNoDebian } from "../../tools/setup/debian.mjs";
import { skipBecause } from "../../tools/test/skip-because";

export interface Result {
  readonly code: number;
  readonly output: string;
}

export interface Options {
  /** Whether the instance metadata service is there, and answers requests without a token. */
  readonly imds?: "v2" | "v1" | "none";
}

/** Skips a suite where there can be no Debian. */
export function needsDebian(): void {
  before("Debian", function () {
    const reason = whyNoDebian();
    if (reason !== undefined) skipBecause(this, `The root of Debian can't be made: ${reason}.`);
  });
}

/** Runs scripts one after the other in the same copy, whatever becomes of them. */
export function runOnDebian(scripts: readonly string[], { imds = "v2" }: Options = {}): Result[] {
  const folder = mkdtempSync(join(tmpdir(), "goldenimage-system-"));
  const job = join(folder, "job");
  try {
    mkdirSync(job);
    const names = scripts.map((_, index) => String(index).padStart(3, "0"));
    scripts.forEach((script, index) => writeFileSync(join(job, `${names[index]}.sh`), script));
    const stand = imds === "none" ? "" : `${node} ${join(__dirname, "imds.mjs")} ${imds}`;
    execFileSync(
      "unshare",
      [
        ..."--mount --net --ipc --uts --pid --fork --kill-child".split(" "),
        ...["bash", join(__dirname, "in-copy.sh"), debianDir, job, stand],
      ],
      { cwd: repoRoot, stdio: ["ignore", "inherit", "inherit"] },
    );
    const read = (file: string) => readFileSync(join(job, file), "utf8");
    return names.map((name) => ({ code: Number(read(`${name}.code`)), output: read(`${name}.out`) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
