// What holds for every policy, and for the sets that choose among them.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Policy } from "@pulumi/policy";
import { expect } from "chai";
import { policies } from "./policies";
import { baseline, cisAws, strict } from "./sets";

const all: Policy[] = policies;
const sets = { baseline, strict, "cis-aws": cisAws };

describe("every policy", () => {
  it("has a name of its own", () => {
    expect(new Set(all.map(({ name }) => name)).size).to.equal(all.length);
  });

  for (const policy of all) {
    it(`${policy.name} is advisory, and says how severe it is, why, and how to mend it`, () => {
      expect(policy.enforcementLevel).to.equal("advisory");
      expect(policy.severity).to.be.oneOf(["low", "medium", "high", "critical"]);
      expect(policy.url).to.match(/^https:/);
      expect(policy.description).to.match(/^[A-Z].*\.$/);
      expect(policy.remediationSteps).to.match(/^[A-Z].*\.$/);
      for (const property of Object.values(policy.configSchema?.properties ?? {})) {
        expect(property.description).to.match(/\.$/);
        // Configuring one thing must not ask for the rest.
        expect(property).to.have.property("default");
      }
    });
  }

  it("is in the pack: none of the files is forgotten", () => {
    const files = ["images", "consumers", "resources"].flatMap((folder) =>
      readdirSync(join(__dirname, folder))
        .filter((file) => !/\.spec\.|\.d\.ts$/.test(file))
        .map((file) => readFileSync(join(__dirname, folder, file), "utf8")),
    );
    const written = files.filter((content) => /= (resource|stack)Policy/.test(content));
    expect(all).to.have.length(written.length);
  });
});

describe("the sets", () => {
  for (const name of ["baseline", "cis-aws"] as const) {
    it(`${name} has the policies that are tagged so`, () => {
      const { all: others, ...chosen } = sets[name];
      expect(others).to.equal("disabled");
      const tagged = all.filter(({ tags }) => tags?.includes(name)).map((policy) => policy.name);
      expect(Object.keys(chosen)).to.deep.equal(tagged.sort());
    });
  }

  it("strict has all policies, and all are mandatory", () => {
    // Each says it for itself too: as a pack's initial configuration, settings without a level are advisory.
    for (const settings of Object.values(strict)) {
      expect(typeof settings === "string" ? settings : settings.enforcementLevel).to.equal("mandatory");
    }
    expect(all.filter(({ tags }) => !tags?.includes("strict"))).to.deep.equal([]);
  });

  for (const [name, set] of Object.entries(sets)) {
    it(`${name} configures what can be configured`, () => {
      for (const [policyName, settings] of Object.entries(set)) {
        if (typeof settings === "string") continue;
        const { enforcementLevel: _, ...properties } = settings;
        const policy = all.find((candidate) => candidate.name === policyName);
        expect(policy?.configSchema?.properties).to.include.keys(Object.keys(properties));
      }
    });
  }
});
