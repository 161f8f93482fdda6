// Counts the type assertions in provider/src (casts.mjs), and holds them to casts-ceiling.json. Where there are fewer,
// the ceiling comes down by itself: the change of that file belongs to the commit.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../paths.mjs";
import { castsIn, countsOf } from "./casts.mjs";

const folder = "provider/src";
const ceilingFile = join(repoRoot, "tools/lint/casts-ceiling.json");

const casts = readdirSync(join(repoRoot, folder), { recursive: true })
  .filter((name) => name.endsWith(".ts") && !/[\\/]generated[\\/]/.test(name))
  .map((name) => join(folder, name))
  .flatMap((file) => castsIn(file, readFileSync(join(repoRoot, file), "utf8")));
const counts = countsOf(casts);
const ceiling = JSON.parse(readFileSync(ceilingFile, "utf8"));

const over = Object.keys(ceiling).filter((name) => counts[name] > ceiling[name]);
for (const name of over) {
  console.log(`${folder} has ${counts[name]} casts (${name}), and the ceiling is ${ceiling[name]}.`);
}
if (over.length > 0) {
  console.log("Let the compiler find the type, or take away another cast. All there are:");
  for (const { file, line, type, explained } of casts) {
    console.log(`  ${file}:${line} as ${type}${explained ? "" : " (no reason given)"}`);
  }
  process.exitCode = 1;
} else if (Object.keys(ceiling).some((name) => counts[name] < ceiling[name])) {
  writeFileSync(ceilingFile, `${JSON.stringify(counts, null, 2)}\n`);
}
