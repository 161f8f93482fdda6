// Mocha with a live report, and each event written to a file for the count.
//
// Usage: node --import tsx run-mocha.mjs <results file> <forbid .only: true or false> <test file...>

import { appendFileSync } from "node:fs";
import Mocha from "mocha";

const [resultsFile, forbidOnly, ...files] = process.argv.slice(2);

const { EVENT_RUN_END, EVENT_TEST_BEGIN, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } =
  Mocha.Runner.constants;

function write(kind, rest = {}) {
  appendFileSync(resultsFile, `${JSON.stringify({ kind, ...rest })}\n`);
}

class Reporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.on(EVENT_TEST_BEGIN, (test) => write("begun", { title: test.fullTitle() }));
    runner.on(EVENT_TEST_PASS, (test) => write("passed", { title: test.fullTitle() }));
    runner.on(EVENT_TEST_PENDING, (test) =>
      write("skipped", { title: test.fullTitle(), reason: reasonOf(test) }),
    );
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      write("failed", { title: test.fullTitle(), details: describe(test, error) });
    });
    runner.on(EVENT_RUN_END, () => write("end"));
  }

  // The failures and the count come at the very end, from tools/test.mjs.
  epilogue() {}
}

/** The reason that skip-because.ts left at a test, or at a suite around it. */
function reasonOf(test) {
  for (let at = test; at; at = at.parent) {
    if (at.skipReason) return at.skipReason;
  }
  return undefined;
}

function describe(test, error) {
  const lines = [test.file ?? "", error?.stack ?? String(error)];
  if (error?.showDiff !== false && error && "expected" in error && "actual" in error) {
    lines.push(Mocha.reporters.Base.generateDiff(error.actual, error.expected));
  }
  for (let cause = error?.cause; cause; cause = cause.cause)
    lines.push(`cause: ${cause.stack ?? String(cause)}`);
  return lines.join("\n");
}

// A promise that nobody waited for fails the test that is running. Without this, mocha drops it.
process.on("unhandledRejection", (reason) => {
  throw reason;
});

// Only a test that hangs takes half an hour: how fast a machine is, or how busy, is not what tests are about.
const mocha = new Mocha({ timeout: 1_800_000, reporter: Reporter, forbidOnly: forbidOnly === "true" });
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
// A test that leaves a connection open must not hang the suite: this ends the process, whatever is left.
mocha.run((failed) => process.exit(failed > 0 ? 1 : 0));
