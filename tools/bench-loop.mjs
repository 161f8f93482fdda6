// `npm run bench-loop`: how long a contributor waits, from a changed line to each answer.
//
// Usage: npm run bench-loop [-- <runs> <loops...>], where a loop is unit, engine, check or lint. Each runs once to warm up,
// and then as often (three times unless said), each time after another change of one line. It changes a file in
// provider/src, and puts it back.

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { repoRoot } from "./paths.mjs";

const [runs = "3", ...chosen] = process.argv.slice(2);
const file = join(repoRoot, "provider/src/golden-image/notify.ts");

/** What is run, and within how many seconds it should end on a machine that is otherwise idle. */
const loops = [
  {
    name: "unit test of a changed line",
    args: ["tools/test.mjs", "tests/unit/golden-image/schedule.test.ts"],
    target: 6,
  },
  {
    name: "engine test of a changed line",
    args: ["tools/test.mjs", "tests/engine/warnings.test.ts"],
    target: 15,
  },
  { name: "npm run check after a changed line", args: ["tools/check.mjs"], target: 10 },
  { name: "npm run lint after a changed line", args: ["tools/lint.mjs"], target: 15 },
];

const original = readFileSync(file, "utf8");
process.on("SIGINT", () => process.exit(130)).on("SIGTERM", () => process.exit(143));
process.on("exit", () => writeFileSync(file, original));

let changes = 0;
function measured(args) {
  changes += 1;
  writeFileSync(file, `${original}// Change ${changes} of npm run bench-loop.\n`);
  const start = performance.now();
  const run = spawnSync(process.execPath, args, { cwd: repoRoot, encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (run.status !== 0) throw new Error(`${args.join(" ")} failed:\n${run.stdout}${run.stderr}`);
  return seconds;
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

for (const { name, args, target } of loops) {
  if (chosen.length > 0 && !chosen.some((word) => name.includes(word))) continue;
  measured(args);
  const seconds = Array.from({ length: Number(runs) }, () => measured(args));
  const found = median(seconds);
  console.log(
    `${found <= target ? "✔" : "✖"} ${name}: ${found.toFixed(1)} s (target ${target} s; ${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s, load ${loadavg()[0]?.toFixed(1)})`,
  );
}
