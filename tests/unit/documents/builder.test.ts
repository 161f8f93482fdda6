// Values of a user's in scripts: whatever they are, they stay one text.

import { execFileSync } from "node:child_process";
import { expect } from "chai";
import fc from "fast-check";
import { parse } from "yaml";
import {
  printDocument,
  quoted,
  quotedForWindows,
  scriptSteps,
} from "../../../provider/src/documents/builder";

// https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_quoting_rules, and the
// tokenizer of PowerShell (engine/parser/CharTraits.cs): each of the first is a single quote, each of the others a double
// one.
const single = ["'", "\u2018", "\u2019", "\u201a", "\u201b"];
const double = ['"', "\u201c", "\u201d", "\u201e"];

/** Reads a verbatim string from its start as PowerShell's tokenizer does. Any single quote ends it, unless another follows. */
function readVerbatim(text: string): { value: string; rest: string } {
  if (!single.includes(text.charAt(0))) throw new Error("no string begins here");
  let value = "";
  for (let index = 1; index < text.length; index += 1) {
    const letter = text.charAt(index);
    if (!single.includes(letter)) {
      value += letter;
    } else if (single.includes(text.charAt(index + 1))) {
      index += 1;
      value += text.charAt(index);
    } else {
      return { value, rest: text.slice(index + 1) };
    }
  }
  throw new Error("the string doesn't end");
}

const texts = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      ...single,
      ...double,
      "`",
      "$",
      "(",
      ")",
      ";",
      "\n",
      "\\",
      "!",
      " ",
      "a",
      "{",
      "}",
      "-",
    ),
  }),
  fc.string({ unit: "grapheme" }),
);

const commandsOf = (script: Parameters<typeof scriptSteps>[0]): string[] => {
  const text = printDocument("Set", [{ name: "build", steps: scriptSteps(script) }]);
  const { phases } = parse(text) as { phases: { steps: { inputs: { commands: string[] } }[] }[] };
  return phases[0]?.steps[0]?.inputs.commands ?? [];
};

describe("Values in scripts", () => {
  for (const quote of [...single, ...double]) {
    it(`PowerShell: ${JSON.stringify(quote)} doesn't end a string`, () => {
      const value = `a${quote}; Remove-Item C:\\ ${quote}${quote}b`;
      expect(readVerbatim(quotedForWindows(value))).to.deep.equal({ value, rest: "" });
    });
  }

  it("PowerShell reads every value back as it was, through the document", () => {
    fc.assert(
      fc.property(texts, texts, (value, folder) => {
        const commands = commandsOf({
          powershell: ["Get-Date"],
          environment: { OWN: value },
          workingDirectory: folder,
        });
        const [, set = "", move = ""] = commands;
        expect(set.startsWith("$env:OWN = ")).to.equal(true);
        expect(readVerbatim(set.slice("$env:OWN = ".length))).to.deep.equal({ value, rest: "" });
        // Without -LiteralPath, [ and ] would be wildcards.
        const path = "Set-Location -LiteralPath ";
        expect(move.startsWith(path)).to.equal(true);
        expect(readVerbatim(move.slice(path.length))).to.deep.equal({ value: folder, rest: "" });
      }),
      { numRuns: 500 },
    );
  });

  it("bash reads every value back as it was", () => {
    // No variable of the environment can hold a NUL.
    const values = fc.sample(
      texts.filter((text) => !text.includes("\0")),
      { numRuns: 200, seed: 1 },
    );
    const script = values.map((value) => `printf '%s\\0' ${quoted(value)}`).join("\n");
    const printed = execFileSync("bash", ["-c", script]).toString("utf8").split("\0").slice(0, -1);
    expect(printed).to.deep.equal(values.map((value) => Buffer.from(value).toString("utf8")));
  });

  it("bash never reads a folder as an option", () => {
    expect(commandsOf({ shell: ["pwd"], workingDirectory: "-P" })).to.deep.equal([
      "set -eo pipefail",
      "export HOME=${HOME:-~}",
      "cd -- '-P'",
      "pwd",
    ]);
  });
});
