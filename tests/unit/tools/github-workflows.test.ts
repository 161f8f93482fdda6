// The workflows, as far as they can be told without GitHub: pinned actions, least permissions, and commands that exist.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { targets } from "../../../tools/package/targets.mjs";
import { repoRoot } from "../../../tools/paths.mjs";
import { sets, steps } from "../../../tools/setup/steps.mjs";

interface Step {
  uses?: string;
  run?: string;
}
interface Job {
  needs?: string | string[];
  uses?: string;
  strategy?: { matrix: { include: { target: string }[] } };
  permissions?: Record<string, string>;
  steps?: Step[];
}
interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const text = (name: string): string => readFileSync(join(repoRoot, ".github/workflows", name), "utf8");
const read = (name: string): Workflow => parse(text(name)) as Workflow;

for (const name of ["ci.yml", "release.yml"]) {
  describe(`the workflow ${name}`, () => {
    const workflow = read(name);
    const jobs = Object.entries(workflow.jobs);
    const all = jobs.flatMap(([, { steps: of }]) => of ?? []);

    it("has read-only permissions, except what a job lists", () => {
      expect(workflow.permissions).to.deep.equal({ contents: "read" });
      for (const [job, { permissions }] of jobs) {
        if (Object.values(permissions ?? {}).includes("write")) expect(job).to.match(/^publish-/);
      }
    });

    it("pins every action by its commit, with the version that it is", () => {
      const lines = text(name).match(/^ *(?:- )?uses: (?!\.\/).+$/gm) ?? [];
      expect(lines).to.have.length(all.filter(({ uses }) => uses !== undefined).length);
      for (const line of lines) expect(line).to.match(/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });

    it("pins each action alike everywhere", () => {
      const pins = ["ci.yml", "release.yml"].flatMap(
        (each) => text(each).match(/[\w/-]+@[0-9a-f]{40} # .+/g) ?? [],
      );
      const actions = [...new Set(pins)].map((pin) => pin.split("@")[0]);
      expect(actions).to.deep.equal([...new Set(actions)]);
    });

    it("refers only to jobs and scripts that exist", () => {
      for (const [, { needs, uses }] of jobs) {
        for (const need of [needs ?? []].flat()) expect(workflow.jobs).to.have.property(need);
        if (uses) expect(existsSync(join(repoRoot, uses)), uses).to.equal(true);
      }
      const known = new Set([...steps.map((step) => step.name), ...Object.keys(sets)]);
      for (const { run = "" } of all) {
        for (const [script] of run.matchAll(/tools\/\S+\.mjs/g)) {
          expect(existsSync(join(repoRoot, script)), script).to.equal(true);
        }
        const [, goals] = /tools\/setup\.mjs (.+)/.exec(run) ?? [];
        for (const goal of goals?.replace("${{ matrix.target }}", targets[0] ?? "").split(" ") ?? []) {
          expect(known.has(goal), goal).to.equal(true);
        }
      }
    });
  });
}

describe("the release", () => {
  it("makes an archive for every platform", () => {
    const matrix = read("release.yml").jobs.archives?.strategy?.matrix.include ?? [];
    expect(matrix.map(({ target }) => target)).to.deep.equal(targets);
  });

  it("tells where each archive was built", () => {
    const uses = (read("release.yml").jobs["publish-plugin"]?.steps ?? []).map(
      (step) => step.uses ?? step.run ?? "",
    );
    const attested = uses.findIndex((each) => each.startsWith("actions/attest-build-provenance@"));
    const released = uses.findIndex((each) => each.startsWith("gh release create"));
    expect(attested).to.be.above(uses.findIndex((each) => each.includes("checksums.mjs")));
    expect(released).to.be.above(attested);
  });

  it("publishes only after the tests have passed", () => {
    const { jobs } = read("release.yml");
    expect(jobs["publish-plugin"]?.needs).to.include("test");
    for (const [name, { needs }] of Object.entries(jobs)) {
      if (name.startsWith("publish-") && name !== "publish-plugin") expect(needs).to.equal("publish-plugin");
    }
  });
});
