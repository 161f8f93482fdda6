import { expect } from "chai";
import fc from "fast-check";
import {
  compareVersions,
  fits,
  highestVersion,
  versionAfter,
} from "../../../../provider/src/internal/content-version/version";
import { lowerCaseName } from "../../../../provider/src/checks/identifiers";
import { toName } from "../../../../provider/src/checks/names";
import { digest } from "../../../../provider/src/plan/digest";

const greatest = 2 ** 30 - 1;
/** Mostly small numbers, and those at the end of what AWS takes. */
const number = fc.oneof(fc.nat(3), fc.nat(greatest), fc.constantFrom(greatest - 1, greatest));
const version = fc.tuple(number, number, number).map((numbers) => numbers.join("."));
const series = fc.tuple(number, number).map((numbers) => numbers.join("."));
const base = fc.option(fc.oneof(series, version), { nil: undefined });

describe("versions, names and digests", () => {
  it("are above all existing ones, match the requested series and AWS's limits, or are refused", () => {
    fc.assert(
      fc.property(base, fc.array(version), (wanted, taken) => {
        let next: string;
        try {
          next = versionAfter("web", wanted, highestVersion(taken));
        } catch (error) {
          expect((error as Error).message).to.match(/^version: '[\d.]+' .*'version'|choose another 'name'/);
          return;
        }
        expect(fits(next, wanted)).to.equal(true);
        expect(
          next
            .split(".")
            .map(Number)
            .every((each) => each <= greatest),
        ).to.equal(true);
        // One that is given whole may be there already: that is looked at with what is there.
        for (const each of taken) expect(compareVersions(next, each)).to.be.at.least(next === wanted ? 0 : 1);
      }),
      { numRuns: 2000 },
    );
  });

  const cases: [string | undefined, string[], string][] = [
    [undefined, [], "1.0.0"],
    [undefined, ["1.0.9"], "1.0.10"],
    [undefined, ["1.0.9", "1.0.10", "1.0.2"], "1.0.11"],
    [undefined, ["3.2.0", "1.9.9"], "3.2.1"],
    [undefined, [`1.0.${greatest}`], "1.1.0"],
    [undefined, [`1.${greatest}.${greatest}`], "2.0.0"],
    ["1.2", [], "1.2.0"],
    ["1.2", ["1.2.3", "1.1.7", "1.2.x", "0.20.7"], "1.2.4"],
    ["1.20", ["1.2.7"], "1.20.0"],
    ["2.0", ["1.9.9"], "2.0.0"],
    ["1.2.3", ["1.2.2"], "1.2.3"],
    ["1.2.3", [], "1.2.3"],
  ];
  for (const [wanted, taken, next] of cases) {
    it(`continue from ${taken.join(", ") || "nothing"} with ${next} if ${wanted ?? "nothing"} is requested`, () =>
      expect(versionAfter("web", wanted, highestVersion(taken))).to.equal(next));
  }

  const refusals: [string | undefined, string, RegExp][] = [
    ["1.0", "3.2.0", /'1\.0' is lower than 3\.2\.0, .* Set 'version' to 3\.2 or higher, or leave it out/],
    ["1.9", "1.10.0", /'1\.9' is lower than 1\.10\.0/],
    ["3.1.9", "3.2.0", /'3\.1\.9' is lower than 3\.2\.0/],
    ["1.0", `1.0.${greatest}`, /no patch number left after 1\.0\.1073741823: raise 'version'/],
    [undefined, `${greatest}.${greatest}.${greatest}`, /no version left .*: choose another 'name'/],
  ];
  for (const [wanted, highest, message] of refusals) {
    it(`can't continue from ${highest} if ${wanted ?? "nothing"} is requested`, () =>
      expect(() => versionAfter("web", wanted, highest)).to.throw(message));
  }

  it("a generated name is one that AWS leaves unchanged", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const name = toName(text);
        expect(name === "" || lowerCaseName(name) === undefined).to.equal(true);
      }),
    );
  });

  it("a digest doesn't depend on the order of keys", () => {
    expect(digest({ a: 1, b: [{ c: 2, d: 3 }] })).to.equal(digest({ b: [{ d: 3, c: 2 }], a: 1 }));
    expect(digest({ a: 1 })).not.to.equal(digest({ a: 2 }));
  });
});
