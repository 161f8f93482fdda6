// The lint of documentation: wording and spelling that it must find, and what it must let pass.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { repoRoot } from "../../../tools/paths.mjs";

const bad = [
  "Once it is deleted, nothing is to do any more.",
  "What is there is imported, and the engine updates it where the program wants it otherwise.",
  "A lookup that is denied is told of.",
  "The rule lets pass nothing.",
  "A look-up asks AWS.",
  "The resource is found by its tag, and taken up.",
  "A lost version is deleted.",
  "The import starts anew.",
  "An ImageBuild tells of its own build.",
  "A state that was set back is restored.",
  "A breaking change asks for a new version.",
  "All else stays.",
];
const good = [
  "Nothing is left to delete.",
  "A lookup that is denied is reported.",
  "A pipeline takes up to ten workflows.",
  "The engine updates what the program describes differently.",
];

describe("the lint of documentation", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "goldenimage-prose-"));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function lint(
    program: string,
    options: string[],
    lines: string[],
  ): { status: number | null; text: string } {
    const file = join(folder, "page.md");
    writeFileSync(file, `# Page\n\n${lines.join("\n\n")}\n`);
    const run = spawnSync(process.execPath, [join(repoRoot, "node_modules", program), ...options, file], {
      cwd: repoRoot,
      encoding: "utf8",
    });
    return { status: run.status, text: run.stdout + run.stderr };
  }
  const wording = (lines: string[]) => lint("textlint/bin/textlint.js", ["--format", "unix"], lines);
  const spelling = (lines: string[]) =>
    lint(
      "cspell/bin.mjs",
      ["--config", join(repoRoot, "cspell.json"), "--root", folder, "--no-progress"],
      lines,
    );

  it("finds the wording that tools/lint/words.yml lists", () => {
    const { text } = wording(bad);
    const found = [...text.matchAll(/page\.md:(\d+):/g)].map(([, line]) => bad[(Number(line) - 3) / 2]);
    expect(found).to.deep.equal(bad);
  });

  it("accepts plain wording", () => {
    expect(wording(good)).to.deep.equal({ status: 0, text: "" });
  });

  it("finds misspellings, and British spelling", () => {
    const { text } = spelling(["We recieve behaviour of the colour is authorised by a licence."]);
    for (const word of ["recieve", "behaviour", "colour", "authorised", "licence"])
      expect(text).to.contain(`(${word})`);
  });

  it("accepts American spelling, code and names", () => {
    const { status, text } = spelling(["The behavior of Pulumi's `goldenimge` is authorized by a license."]);
    expect(status, text).to.equal(0);
  });
});
