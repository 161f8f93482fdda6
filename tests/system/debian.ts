// A copy of Debian for each run, of which nothing is left afterwards. Scripts of built-in documents run there as they are.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { debianDir, node, repoRoot } from "../../tools/paths.mjs";
import { whyLeftOut, whyNoDebian } from "../../tools/setup/debian.mjs";
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
    const reason = whyNoDebian() ?? whyLeftOut();
    if (reason !== undefined) skipBecause(this, `The root of Debian can't be made: ${reason}.`);
  });
}

const nameOf = (index: number): string => String(index).padStart(3, "0");

function writeScripts(folder: string, scripts: readonly string[]): void {
  mkdirSync(folder);
  scripts.forEach((script, index) => writeFileSync(join(folder, `${nameOf(index)}.sh`), script));
}

function readResults(folder: string, scripts: readonly string[]): Result[] {
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return scripts.map((_, index) => ({
    code: Number(read(`${nameOf(index)}.code`)),
    output: read(`${nameOf(index)}.out`),
  }));
}

/** Runs one of the scripts beside this file in namespaces of its own, on a folder with what it is to run. */
function inNamespaces<T>(
  program: string,
  imds: string,
  fill: (job: string) => void,
  read: (job: string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), "goldenimage-system-"));
  const job = join(folder, "job");
  try {
    fill(job);
    const stand = imds === "none" ? "" : `${node} ${join(__dirname, "imds.mjs")} ${imds}`;
    const namespaces = "--mount --net --ipc --uts --pid --fork --kill-child".split(" ");
    execFileSync("unshare", [...namespaces, "bash", join(__dirname, program), debianDir, job, stand], {
      cwd: repoRoot,
      stdio: ["ignore", "inherit", "inherit"],
      // Nothing else could end it: this process waits.
      timeout: 900_000,
      killSignal: "SIGKILL",
    });
    return read(job);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs scripts one after the other in the same copy, whatever becomes of them. */
export const runOnDebian = (scripts: readonly string[], { imds = "v2" }: Options = {}): Result[] =>
  inNamespaces(
    "in-copy.sh",
    imds,
    (job) => writeScripts(job, scripts),
    (job) => readResults(job, scripts),
  );

/** Boots a prepared copy once for each list of scripts, and runs those. Undefined where nothing can be booted. */
export const bootDebian = (prepare: string, boots: readonly (readonly string[])[]): Result[][] | undefined =>
  inNamespaces(
    "boot-copy.sh",
    "v2",
    (job) => {
      mkdirSync(job);
      writeFileSync(join(job, "prepare.sh"), `set -e\n${prepare}`);
      boots.forEach((scripts, index) => writeScripts(join(job, nameOf(index)), scripts));
    },
    (job) =>
      existsSync(join(job, nameOf(0), `${nameOf(0)}.code`))
        ? boots.map((scripts, index) => readResults(join(job, nameOf(index)), scripts))
        : undefined,
  );
