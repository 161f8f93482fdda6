// Runs the whole test suite: the static checks, then every test under tests/. The last line is the result:
// "N passed, N failed".
//
// Usage: npm test [-- <file or folder...>]. With an argument, only the tests there, and no static checks.
//
// It sets up what the chosen tests need, and nothing else.

import { complaintOf, staticCheckNames } from "./test/static-checks.mjs";
import { runMocha } from "./test/mocha.mjs";
import { testFiles } from "./test/files.mjs";
import { groupsOf, rememberTimes, sideBySide } from "./test/jobs.mjs";
import { needsOf } from "./test/lanes.mjs";
import { setUp } from "./test/set-up.mjs";

const filters = process.argv.slice(2);
const files = testFiles(filters);
if (!setUp(filters.length === 0 ? ["all"] : needsOf(files))) process.exit(1);

let passed = 0;
const failures = [];
const skipped = [];

async function check(name) {
  const output = await complaintOf(name);
  console.log(`  ${output === undefined ? "✔" : "✖"} ${name}`);
  if (output === undefined) passed += 1;
  else failures.push({ title: name, details: output });
}

async function test(files, held) {
  const result = await runMocha(files, { forbidOnly: filters.length === 0, held });
  process.stdout.write(result.report);
  passed += result.passed;
  failures.push(...result.failures);
  skipped.push(...result.skipped);
}

const checks = filters.length === 0 ? staticCheckNames.map((name) => ({ name, check: true })) : [];
const jobs = [...checks, ...groupsOf(files)];
const start = Date.now();
// What runs beside others is shown when it is done.
const took = await sideBySide(jobs, (job) =>
  job.check ? check(job.name) : test(job.files, jobs.length > 1),
);
if (filters.length === 0) rememberTimes(took);

if (files.length === 0) {
  // A suite that ran nothing has shown nothing.
  failures.push({ title: "the tests", details: `there is no test in ${filters.join(", ") || "tests/"}` });
}

for (const { title, reason } of skipped) console.log(`\nSkipped: ${title}\n  ${reason}`);
for (const { title, details } of failures) console.log(`\nFailed: ${title}\n${details.replace(/^/gm, "  ")}`);
if (jobs.length > 1) console.log(`\n${longest(took, 10)}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** How long all took together, and which took the longest. */
function longest(took, count) {
  const seconds = Math.round((Date.now() - start) / 1000);
  const named = Object.entries(took)
    .sort(([, one], [, other]) => other - one)
    .slice(0, count)
    .map(([name, each]) => `\n  ${each.toFixed(1).padStart(6)} s  ${name}`);
  return `It took ${Math.floor(seconds / 60)} min ${seconds % 60} s. The longest were:${named.join("")}`;
}
