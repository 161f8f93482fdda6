// The scripts of all built-in documents under shellcheck, which finds what parses and isn't meant.

import { expect } from "chai";
import { cleanUpDocument, patchDocument, testDocument } from "../../provider/src/documents/built-in/index";
import { needsDebian, runOnDebian } from "./debian";
import { scriptsOf } from "./documents";

/** What is meant: words that are split, here patterns and lists; and names that only `read` or a caller uses. */
const meant = ["SC1091", "SC2086", "SC2154"];

describe("shellcheck of the built-in documents", () => {
  needsDebian();

  for (const [platform, container] of [
    ["Linux", false],
    ["Linux", true],
    ["macOS", false],
  ] as const) {
    it(`finds nothing for ${platform}${container ? " in a container" : ""}`, () => {
      const image = { platform, container };
      const scripts = [
        patchDocument(image),
        cleanUpDocument(image, { makeHostKeys: true }),
        testDocument(image, { skip: [], encrypted: true }),
      ].flatMap((document) => [...scriptsOf(document)]);
      const files = scripts.map(
        ([name, script]) => `cat > /checked/${name} << 'END OF SCRIPT'\n${script}\nEND OF SCRIPT\n`,
      );
      const check = `shellcheck --shell=bash --severity=warning --exclude=${meant.join(",")} --format=gcc /checked/*`;
      const [found] = runOnDebian([`mkdir /checked\n${files.join("")}${check}`], { imds: "none" });
      expect(found?.output).to.equal("");
      expect(found?.code).to.equal(0);
    });
  }
});
