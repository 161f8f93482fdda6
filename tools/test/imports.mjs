// Which tests reach which files, by their imports. Read as text, which is enough for relative paths: nothing is run.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { repoRoot } from "../paths.mjs";
import { testFiles } from "./files.mjs";

/** The test files of a folder that import one of the files, directly or through others, or are one of them. */
export function testsReaching(folder, files) {
  const wanted = new Set(files.map(normalize));
  const known = new Map();
  return testFiles([join(repoRoot, folder)]).filter((test) => {
    const reached = reachedFrom(test, known);
    return [...reached].some((file) => wanted.has(file));
  });
}

/** The file itself, and all that it imports through any number of others. */
function reachedFrom(start, known) {
  const reached = new Set();
  const left = [start];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    if (!known.has(file)) known.set(file, importsOf(file));
    left.push(...known.get(file));
  }
  return reached;
}

/** `import … from "./x"`, `export … from "./x"`, `require("./x")`, and `import("./x")`, types included. */
const imported = /(?:\bfrom|\brequire\(|\bimport\(|\bimport)\s*["'](\.{1,2}\/[^"']+)["']/g;

function importsOf(file) {
  if (!/\.[cm]?[jt]s$/.test(file)) return [];
  const text = readFileSync(join(repoRoot, file), "utf8");
  return [...text.matchAll(imported)].flatMap(([, path]) => resolved(join(dirname(file), path)));
}

function resolved(path) {
  const candidates = [path, `${path}.ts`, `${path}/index.ts`, path.replace(/\.js$/, ".ts")];
  const found = candidates.find(
    (candidate) => /\.\w+$/.test(candidate) && existsSync(join(repoRoot, candidate)),
  );
  return found === undefined ? [] : [found];
}
