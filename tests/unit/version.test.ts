import { expect } from "chai";
import fc from "fast-check";
import { firstVersion, nextVersion } from "../../provider/src/content-version/version";
import { namePattern, toName } from "../../provider/src/component/name";
import { digest } from "../../provider/src/plan/digest";

describe("versions, names and digests", () => {
  it("start after every version that is taken", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), (patches) => {
        const first = firstVersion(
          "1.2",
          patches.map((patch) => `1.2.${patch}`),
        );
        expect(Number(first.split(".")[2])).to.equal(patches.length === 0 ? 0 : Math.max(...patches) + 1);
      }),
    );
  });

  it("leave other bases out", () => {
    expect(firstVersion("1.2", ["1.20.7", "2.2.9", "1.2.x", "1.2.3"])).to.equal("1.2.4");
  });

  it("go up by one", () => {
    expect(nextVersion("1.0.9")).to.equal("1.0.10");
  });

  it("a made name is one that AWS leaves as it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const name = toName(text);
        expect(name === "" || namePattern.test(name)).to.equal(true);
      }),
    );
  });

  it("a digest doesn't depend on the order of keys", () => {
    expect(digest({ a: 1, b: [{ c: 2, d: 3 }] })).to.equal(digest({ b: [{ d: 3, c: 2 }], a: 1 }));
    expect(digest({ a: 1 })).not.to.equal(digest({ a: 2 }));
  });
});
