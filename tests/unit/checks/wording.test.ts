// What messages have in common, whatever they are about.

import { expect } from "chai";
import { describeProblems } from "../../../provider/src/checks/problems";
import { nearest } from "../../../provider/src/checks/suggestions";
import { forms } from "../../../provider/src/checks/service-model/forms";
import { regionNames, shapes } from "../../../provider/src/checks/service-model/model";

describe("messages", () => {
  it("describe each pattern of AWS's model in words", () => {
    const patterned = Object.entries(shapes()).filter(([, { pattern }]) => pattern !== undefined);
    expect(Object.keys(forms).sort()).to.deep.equal(patterned.map(([name]) => name).sort());
  });

  it("show no regular expression", () => {
    for (const [shape, form] of Object.entries(forms))
      expect(form, shape).not.to.match(/\\[dswb]|\[[^\]]*-[^\]]*\][+*{]|\(\?|\$$/);
  });

  it("list paths once, in numeric order", () => {
    const paths = [
      "customize[10].shell",
      "customize[2].shell[10]",
      "customize[2].shell[9]",
      "build",
      "customize[2]",
    ];
    const text = describeProblems(
      "web",
      [...paths, "build"].map((path) => ({ path, message: "is wrong" })),
    );
    expect(text.match(/(?<=- )[^:]+/g)).to.deep.equal([
      "build",
      "customize[2]",
      "customize[2].shell[9]",
      "customize[2].shell[10]",
      "customize[10].shell",
    ]);
  });

  const near: [name: string, candidates: readonly string[], meant: string | undefined][] = [
    ["eu-wst-1", regionNames(), "eu-west-1"],
    ["eu-west-9", regionNames(), "eu-west-1"],
    ["x", regionNames(), undefined],
    ["Nowhere", Intl.supportedValuesOf("timeZone"), undefined],
    ["Europe/Viena", Intl.supportedValuesOf("timeZone"), "Europe/Vienna"],
    ["abc", ["xyz"], undefined],
    ["", ["a"], undefined],
  ];
  for (const [name, candidates, meant] of near) {
    it(`suggest ${meant ?? "nothing"} for '${name}'`, () => {
      expect(nearest(name, candidates)).to.equal(meant);
    });
  }
});
