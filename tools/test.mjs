// Runs the whole test suite: the static checks, then every test under tests/. The last line is the result:
// "N passed, N failed".
//
// Usage: npm test [-- <file or folder...>]. With an argument, only the tests there, and no static checks.
//
// It sets up what the chosen tests need, and nothing else.

import { staticChecks } from "./test/static-checks.mjs";
import { runMocha } from "./test/mocha.mjs";
import { testFiles } from "./test/files.mjs";
import { groupsOf, needsOf, sideBySide } from "./test/lanes.mjs";
import { setUp } from "./test/set-up.mjs";

const filters = process.argv.slice(2);
const files = testFiles(filters);
if (!setUp(filters.length === 0 ? ["all"] : needsOf(files))) process.exit(1);

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

if (files.length === 0) {
  // A suite that ran nothing has shown nothing.
  failures.push({ title: "the tests", details: `there is no test in ${filters.join(", ") || "tests/"}` });
} else {
  const groups = groupsOf(files);
  // What runs beside others is shown when it is done.
  const options = { forbidOnly: filters.length === 0, held: groups.length > 1 };
  await sideBySide(groups, async (group) => {
    const result = await runMocha(group, options);
    process.stdout.write(result.report);
    passed += result.passed;
    failures.push(...result.failures);
    skipped.push(...result.skipped);
  });
}

for (const { title, reason } of skipped) console.log(`\nSkipped: ${title}\n  ${reason}`);
for (const { title, details } of failures) console.log(`\nFailed: ${title}\n${details.replace(/^/gm, "  ")}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
