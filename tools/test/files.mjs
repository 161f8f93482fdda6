// Which test files there are.

import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { repoRoot } from "../paths.mjs";

/** The test files under tests/, or those of the files and folders that are given, relative to the repository. */
export function testFiles(filters) {
  const folder = join(repoRoot, "tests");
  if (!existsSync(folder)) return [];
  const all = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".test.ts") && !name.split(sep).includes("node_modules"))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .sort();
  const wanted = filters.map((filter) => resolve(filter));
  const matches = (file) => wanted.some((path) => file === path || file.startsWith(path + sep));
  return (wanted.length === 0 ? all : all.filter(matches)).map((file) => relative(repoRoot, file));
}
