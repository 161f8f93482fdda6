// The stacks of tests/cases, each previewed by the real CLI. tests/cases/README.md says what is expected of them.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { repoRoot } from "../../tools/paths.mjs";
import { useCliStack } from "./cli-stack";

const folder = join(repoRoot, "tests/cases");
const outcomes = ["accept", "warn", "refuse"];

interface Case {
  name: string;
  outcome: string;
  message: RegExp;
}

const cases: readonly Case[] = readFileSync(join(folder, "expected.tsv"), "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const [name = "", outcome = "", expression = ""] = line.split("\t");
    return { name, outcome, message: new RegExp(expression) };
  });

interface Program {
  resources: Record<string, { type: string; properties?: object }>;
}

const programOf = (name: string): string => readFileSync(join(folder, name, "Pulumi.yaml"), "utf8");

/** The inputs that the program's resources of this package have, and `name`, which some leave out. */
function inputsOf(program: string): Set<string> {
  const { resources } = parse(program) as Program;
  const own = Object.values(resources).filter(({ type }) => type.startsWith("goldenimage:"));
  return new Set(["name", ...own.flatMap(({ properties = {} }) => Object.keys(properties))]);
}

/** The lines of the output about an input of the program: a path of which the first part is an input. */
function linesAboutInputs(output: string, program: string, beginning: RegExp): string[] {
  const inputs = inputsOf(program);
  return output
    .split("\n")
    .filter((line) => beginning.test(line))
    .map((line) => line.replace(beginning, ""))
    .filter((line) => inputs.has(/^[A-Za-z]+/.exec(line)?.[0] ?? ""));
}

const warningsIn = (output: string, program: string): string[] =>
  linesAboutInputs(output, program, /^\s*warning: /);
const errorsIn = (output: string, program: string): string[] =>
  linesAboutInputs(output, program, /^\s*(?:- |error: )/);

describe("cases", () => {
  const stack = useCliStack("name: cases\nruntime: yaml\n");

  it("are all expected to have one of the outcomes", () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(cases.map(({ name }) => name)).to.have.members(folders.map(({ name }) => name));
    for (const { outcome } of cases) expect(outcomes).to.include(outcome);
  });

  for (const { name, outcome, message } of cases) {
    it(`${name}: ${outcome}`, async () => {
      const program = programOf(name);
      // All stacks are of one project, whose configuration they share.
      stack.write(program.replace(/^name: .+$/m, "name: cases"));
      const { code, output } = await stack.pulumi("preview").ended;
      expect(code === 0, output).to.equal(outcome !== "refuse");
      const warnings = warningsIn(output, program);
      if (outcome === "accept") expect(warnings, output).to.deep.equal([]);
      if (outcome === "warn") expect(warnings.join("\n"), output).to.match(message);
      if (outcome === "refuse") expect(errorsIn(output, program).join("\n"), output).to.match(message);
    });
  }
});
