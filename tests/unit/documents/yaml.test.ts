// Texts in printed documents, as Go's YAML reader takes them. Which characters it refuses or takes for the end of a line is
// from its source: https://github.com/go-yaml/yaml/blob/v3/readerc.go, yamlprivateh.go.

import { expect } from "chai";
import { parse } from "yaml";
import { printDocument, printObject } from "../../../provider/src/documents/builder";

/** What its reader takes, without the ends of lines that only Unicode knows. */
const plain =
  /^[\n\t\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

const letters = Array.from({ length: 0x10000 }, (_, code) => code)
  .filter((code) => code < 0x300 || (code >= 0x2000 && code < 0x2070) || code >= 0xfe00)
  .map((code) => String.fromCharCode(code));
const around = (letter: string): string[] => [letter, `a${letter}b`, `a\n${letter}b\n`, `${letter}\na`];

describe("texts in documents", () => {
  it("are written without any character that Go refuses or changes, and read back as they were", () => {
    const texts = letters.flatMap(around);
    const text = printDocument("x", [
      { name: "build", steps: [{ name: "A", action: "ExecuteBash", inputs: { commands: texts } }] },
    ]);
    expect(plain.test(text)).to.equal(true);
    // Cast: it is what was printed.
    const { phases } = parse(text) as { phases: { steps: { inputs: { commands: string[] } }[] }[] };
    expect(phases[0]?.steps[0]?.inputs.commands).to.deep.equal(texts);
  });

  it("have such characters in names, too", () => {
    const names = Object.fromEntries(letters.map((letter) => [`a${letter}`, letter]));
    const text = printObject({ names });
    expect(plain.test(text)).to.equal(true);
    expect(parse(text)).to.deep.equal({ names, schemaVersion: 1 });
  });

  // What YAML 1.1, which Go knows in part, takes for something else; blocks that begin with a tab or have only spaces.
  for (const text of ["on", "No", "y", "012", "1:30", "1_000", "0b1", "~", "\ta\nb", "\n\ta", "\n \n"]) {
    it(`are quoted: ${JSON.stringify(text)}`, () => {
      const printed = printObject({ text });
      expect(printed.startsWith('text: "'), printed).to.equal(true);
      expect(parse(printed)).to.deep.equal({ text, schemaVersion: 1 });
    });
  }

  it("have no half characters", () => {
    expect(printObject({ text: "a\ud83d" })).to.equal("text: a\ufffd\nschemaVersion: 1\n");
  });
});
