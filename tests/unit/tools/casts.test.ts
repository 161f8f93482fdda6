// The ceiling on type assertions in provider/src.

import { expect } from "chai";
import { castsIn, countsOf } from "../../../tools/lint/casts.mjs";

const lines = (...text: string[]): string => `${text.join("\n")}\n`;
const types = (text: string): string[] => castsIn("x.ts", text).map(({ type }) => type);

describe("the count of type assertions", () => {
  it("has each of them, in either form and inside each other", () => {
    expect(types("const a = b as Role;")).to.deep.equal(["Role"]);
    expect(types("const a = <Role>b;")).to.deep.equal(["Role"]);
    expect(types("const a = (b as unknown as Role).c;")).to.have.members(["unknown", "Role"]);
    expect(types("f(a as never, b as never);")).to.deep.equal(["never", "never"]);
    expect(types('const { a } = require("x") as { a: string };')).to.deep.equal(["{ a: string }"]);
  });

  it("leaves out what asserts nothing", () => {
    expect(types('const a = ["b"] as const;')).to.deep.equal([]);
    expect(types('const a = require("x") as typeof import("x");')).to.deep.equal([]);
    expect(types('import { a as b } from "x";\nexport { b as c };')).to.deep.equal([]);
    expect(types("type A<B> = { [C in keyof B as D]: B[C] };")).to.deep.equal([]);
    expect(types("const a = b satisfies Role;")).to.deep.equal([]);
    expect(types('const a = "b as Role"; // c as Role')).to.deep.equal([]);
  });

  it("tells which give a reason", () => {
    const casts = castsIn(
      "x.ts",
      lines(
        "const a = b as Role; // Cast: the engine sends nothing else.",
        "// Cast: the engine sends nothing else.",
        "const c = d as Role;",
        "// Cast: the engine sends nothing else.",
        "const e = f(",
        "  g,",
        ") as Role;",
        "// The engine sends nothing else.",
        "const h = i as Role;",
        "const j = k as Role; // Cast:",
        "",
        "const l = m as never;",
      ),
    );
    expect(casts.map(({ line, explained }) => [line, explained])).to.deep.equal([
      [1, true],
      [3, true],
      [7, true],
      [9, false],
      [10, false],
      [12, false],
    ]);
    expect(countsOf(casts)).to.deep.equal({ casts: 6, "without a reason": 3, "as never": 1 });
  });
});
