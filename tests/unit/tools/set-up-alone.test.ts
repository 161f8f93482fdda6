// What starts in a fresh clone, before there are any packages.

import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect } from "chai";
import { repoRoot } from "../../../tools/paths.mjs";

/** What a file imports as it is loaded, and what that imports in turn. */
function imports(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  return [...readFileSync(file, "utf8").matchAll(/^(?:import|export) (?:[^"]* from )?"([^"]+)";/gm)].flatMap(
    ([, name = ""]) =>
      name.startsWith(".")
        ? imports(join(dirname(file), name), seen)
        : [`${relative(repoRoot, file)}: ${name}`],
  );
}

describe("a fresh clone", () => {
  for (const script of ["setup", "run", "test", "lint", "check"]) {
    it(`starts tools/${script}.mjs with nothing but Node.js`, () => {
      const all = imports(join(repoRoot, `tools/${script}.mjs`));
      expect(all).not.to.deep.equal([]);
      expect(all.filter((name) => !name.includes(": node:"))).to.deep.equal([]);
    });
  }
});
