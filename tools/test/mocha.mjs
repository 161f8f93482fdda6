// Runs mocha as a process of its own, so that whatever becomes of it there is a result.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { node, repoRoot } from "../paths.mjs";
import { ownEnvironment } from "../environment.mjs";

/** Runs the test files; gives back what passed, failed and was skipped, and its report where that is to be held back. */
export async function runMocha(files, { forbidOnly, held }) {
  const folder = mkdtempSync(join(tmpdir(), "goldenimage-tests-"));
  const resultsFile = join(folder, "results.jsonl");
  try {
    const runner = "tools/test/run-mocha.mjs";
    const args = ["--import", "tsx", runner, resultsFile, String(forbidOnly), ...files];
    const output = held ? "pipe" : "inherit";
    const child = spawn(node, args, {
      cwd: repoRoot,
      stdio: ["inherit", output, output],
      env: ownEnvironment(),
    });
    let report = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => (report += text));
    }
    // Stopped from outside, this still tells how far the tests came.
    const stop = (signal) => child.kill(signal);
    const signals = ["SIGINT", "SIGTERM"];
    for (const signal of signals) process.on(signal, stop);
    const end = await new Promise((resolve) => {
      child.on("error", (error) => resolve(error.message));
      child.on("close", (code, signal) => resolve(signal ?? code));
    });
    for (const signal of signals) process.off(signal, stop);
    return { ...tally(readEvents(resultsFile), end), report };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readEvents(file) {
  try {
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
  } catch {
    // It didn't come as far as writing one, or not to the end of one.
    return [];
  }
}

function tally(events, end) {
  const of = (kind) => events.filter((event) => event.kind === kind);
  const failures = of("failed");
  const skipped = of("skipped");
  failures.push(
    ...skipped
      .filter((test) => !test.reason)
      .map(({ title }) => ({
        title,
        details: "It was skipped, and says not why (tools/test/skip-because.ts).",
      })),
  );
  const passed = of("passed").length;
  const ran = passed + failures.length > 0;
  if (of("end").length === 0) {
    const last = of("begun").at(-1);
    failures.push({
      title: "mocha",
      details: `It ended (${end}) before the tests were done. ${last ? `The last to begin: ${last.title}` : "No test had begun."}`,
    });
  } else if (!ran) {
    failures.push({ title: "mocha", details: "No test ran." });
  } else if (end !== 0 && of("failed").length === 0) {
    failures.push({ title: "mocha", details: `It ended with ${end}, though no test failed.` });
  }
  return { passed, failures, skipped: skipped.filter((test) => test.reason) };
}
