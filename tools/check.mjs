// `npm run check`: types, lint, format, and unit tests, of what has changed since the last commit: the tests that reach a
// changed file and belong to its room. The others that reach it are named, and `npm run lint` looks at everything.

import { changedFiles } from "./test/changed.mjs";
import { isBroad, needsOf } from "./test/lanes.mjs";
import { runMocha } from "./test/mocha.mjs";
import { setUp } from "./test/set-up.mjs";
import { printStaticChecks } from "./test/static-checks.mjs";
import { testsReaching } from "./test/imports.mjs";

const changed = changedFiles();
const reaching = testsReaching("tests/unit", changed);
const rooms = new Set(changed.map(roomOf));
const tests = reaching.filter(
  (file) => changed.includes(file) || (rooms.has(roomOf(file)) && !isBroad(file)),
);
if (!setUp([...new Set(["lint", ...needsOf(tests)])])) process.exit(1);
const [clean, result] = await Promise.all([
  printStaticChecks(changed),
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
if (left.length > 0) console.log(`Not run, though they reach it: npm test -- ${left.join(" ")}`);
process.exitCode = clean && !result?.failures.length ? 0 : 1;

/** The tests have the tree of the code. */
function roomOf(file) {
  return /^(?:provider\/src\/|tests\/unit\/)?([^/]+)\//.exec(file)?.[1];
}
