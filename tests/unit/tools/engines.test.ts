// `engines` is a promise: it may not go beyond what the dependencies promise.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { minVersion, satisfies, subset } from "semver";
import lock from "../../../package-lock.json";
import { oldestNode } from "../../../tools/package/targets.mjs";
import { repoRoot } from "../../../tools/paths.mjs";
import { isSupported } from "../../../tools/setup/node-range.mjs";

interface Locked {
  engines?: { node?: string } | string[];
  dev?: boolean;
}

const locked = Object.entries(lock.packages as Record<string, Locked>).filter(([path]) =>
  path.includes("node_modules/"),
);
const rangeOf = (folder: string): string =>
  (
    JSON.parse(readFileSync(join(repoRoot, folder, "package.json"), "utf8")) as {
      engines: { node: string };
    }
  ).engines.node;

/** The packages that don't promise to run on all of a range. */
function refusing(range: string, packages: [string, Locked][]): string[] {
  return packages.flatMap(([path, { engines }]) => {
    const theirs = engines && !Array.isArray(engines) ? engines.node : undefined;
    return theirs === undefined || subset(range, theirs) ? [] : [`${path}: ${theirs}`];
  });
}

describe("the supported versions of Node", () => {
  it("are, for this repository, supported by all packages", () => {
    expect(locked.length).to.be.greaterThan(200);
    expect(refusing(rangeOf("."), locked)).to.deep.equal([]);
  });

  for (const folder of ["provider", "policy"]) {
    it(`are, for ${folder}, supported by all packages that are shipped`, () => {
      const shipped = locked.filter(([, { dev }]) => !dev);
      expect(shipped.length).to.be.greaterThan(50);
      expect(refusing(rangeOf(folder), shipped)).to.deep.equal([]);
    });
  }

  it("begin with the one that set-up brings", () => {
    expect(minVersion(rangeOf("."))?.version).to.equal(oldestNode);
  });

  it("are told by set-up as npm tells them", () => {
    const ranges = [rangeOf("."), ">=22", ">=20.19", "^22.18", "^20.19 || >=22.12"];
    for (let major = 18; major < 30; major += 1) {
      for (const minor of [0, 11, 12, 17, 18, 19, 25]) {
        const version = `${major}.${minor}.3`;
        for (const range of ranges)
          expect(isSupported(version, range), `${version} in ${range}`).to.equal(satisfies(version, range));
      }
    }
  });
});
