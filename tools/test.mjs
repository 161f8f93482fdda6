// Runs the whole test suite: the static checks, then every test under tests/. The last line is the result:
// "N passed, N failed".
//
// Usage: npm test [-- <file or folder...>]. With an argument, only the tests there, and no static checks.

import { join } from "node:path";
import { staticChecks } from "./test/static-checks.mjs";
import { runMocha } from "./test/mocha.mjs";
import { testFiles } from "./test/files.mjs";

const filters = process.argv.slice(2);

const isEngines = (file) => file.startsWith(join("tests", "engine"));

let passed = 0;
const failures = [];
const skipped = [];

if (filters.length === 0) {
  for await (const { name, output } of staticChecks()) {
    console.log(`  ${output === undefined ? "✔" : "✖"} ${name}`);
    if (output === undefined) passed += 1;
    else failures.push({ title: name, details: output });
  }
}

const files = testFiles(filters);
if (files.length === 0) {
  // A suite that ran nothing has shown nothing.
  failures.push({ title: "the tests", details: `there is no test in ${filters.join(", ") || "tests/"}` });
} else {
  // The engine's tests mostly wait for other processes, so the rest runs beside them, and shows itself afterwards.
  const groups = [files.filter(isEngines), files.filter((file) => !isEngines(file))];
  const forbidOnly = filters.length === 0;
  const results = await Promise.all(
    groups
      .filter((group) => group.length > 0)
      .map((group, index) => runMocha(group, { forbidOnly, held: index > 0 })),
  );
  for (const result of results) {
    process.stdout.write(result.report);
    passed += result.passed;
    failures.push(...result.failures);
    skipped.push(...result.skipped);
  }
}

for (const { title, reason } of skipped) console.log(`\nSkipped: ${title}\n  ${reason}`);
for (const { title, details } of failures) console.log(`\nFailed: ${title}\n${details.replace(/^/gm, "  ")}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
