// `npm run check`: types, lint, format, and the unit tests that reach what has changed since the last commit. What has
// not changed since the last check is not looked at again. Tests that go over everything are left to `npm test`.

import { changedFiles } from "./test/changed.mjs";
import { isBroad, needsOf } from "./test/lanes.mjs";
import { runMocha } from "./test/mocha.mjs";
import { setUp } from "./test/set-up.mjs";
import { printStaticChecks } from "./test/static-checks.mjs";
import { testsReaching } from "./test/imports.mjs";

const changed = changedFiles();
const reaching = testsReaching("tests/unit", changed);
const tests = reaching.filter((file) => !isBroad(file) || changed.includes(file));
if (!setUp([...new Set(["lint", ...needsOf(tests)])])) process.exit(1);
const [clean, result] = await Promise.all([
  printStaticChecks(),
  tests.length > 0 ? runMocha(tests, { forbidOnly: false, held: true }) : undefined,
]);

if (result === undefined) console.log("  no unit test reaches what has changed");
else {
  process.stdout.write(result.report);
  for (const { title, details } of result.failures)
    console.log(`\nFailed: ${title}\n${details.replace(/^/gm, "  ")}`);
  console.log(
    `\n${result.passed} passed, ${result.failures.length} failed, in ${tests.length} of the unit tests' files`,
  );
}
const left = reaching.filter((file) => !tests.includes(file));
if (left.length > 0) console.log(`Not run, since they take long: npm test -- ${left.join(" ")}`);
process.exitCode = clean && !result?.failures.length ? 0 : 1;
