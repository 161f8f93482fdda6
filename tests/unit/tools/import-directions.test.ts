// The lint rules for imports, on a tree of small files: one for each arrow between two rooms.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { repoRoot } from "../../../tools/paths.mjs";

const rooms = ["protocol", "checks", "aws", "documents", "plan", "parts", "engine", "internal"];
const resources = [
  "golden-image",
  "distribution-target",
  "image-distribution",
  "image-import",
  "image-import-role",
  "image-build",
];

const floorOf = (room: string): number => {
  if (room === "aws") return rooms.indexOf("checks");
  return resources.includes(room) ? rooms.length : rooms.indexOf(room);
};
const neighbours = [
  ["golden-image", "image-distribution"],
  ["distribution-target", "image-distribution"],
  ["image-import", "image-build"],
].map(String);
const isRight = (from: string, to: string): boolean =>
  from === to || floorOf(from) > floorOf(to) || neighbours.includes(String([from, to]));

interface Report {
  modules: { source: string; dependencies: { resolved: string; valid: boolean }[] }[];
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

describe("the lint rules for imports", () => {
  let root: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "goldenimage-imports-")));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }

  /** The imports that are refused, as "file → file". */
  function refused(folders: string[]): string[] {
    const program = join(repoRoot, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
    const config = join(repoRoot, ".dependency-cruiser.mjs");
    const args = [program, "--config", config, "--output-type", "json", ...folders];
    const run = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    expect(run.stderr).to.equal("");
    const report = JSON.parse(run.stdout) as Report;
    return [...new Set(report.summary.violations.map(({ from, to }) => `${from} → ${to}`))].sort();
  }

  const ways = {
    "an import": (path: string) => `import { there } from "${path}";\nexport const here = there;\n`,
    "the import of a type": (path: string) =>
      `import type { Kind } from "${path}";\nexport type Here = Kind;\n`,
    "a require inside a function": (path: string) =>
      `export const here = () => (require("${path}") as typeof import("${path}")).there;\n`,
    "the type of a module": (path: string) => `export type Here = typeof import("${path}");\n`,
  };

  for (const [way, text] of Object.entries(ways)) {
    it(`let ${way} go from a room to each room below it, and to no other`, () => {
      const all = [...rooms, ...resources];
      for (const room of all)
        write(`provider/src/${room}/target.ts`, "export const there = 1;\nexport type Kind = 1;\n");
      const wrong: string[] = [];
      for (const from of all) {
        for (const to of all) {
          const file = `provider/src/${from}/to-${to}.ts`;
          write(file, text(from === to ? "./target" : `../${to}/target`));
          if (!isRight(from, to)) wrong.push(`${file} → provider/src/${to}/target.ts`);
        }
      }
      expect(wrong.length).to.be.greaterThan(50);
      expect(refused(["provider"])).to.deep.equal(wrong.sort());
    });
  }

  it("keep the plugin and the policy pack from what surrounds them, and everything from the tests", () => {
    const folders = ["provider/src/plan", "policy/src", "sandbox", "tools", "tests"];
    for (const folder of folders) write(`${folder}/target.ts`, "export const there = 1;\n");
    for (const from of folders) {
      for (const to of folders) {
        const up = from.split("/").map(() => "..");
        if (from !== to)
          write(`${from}/to-${to.split("/")[0]}.ts`, ways["an import"](`${up.join("/")}/${to}/target`));
      }
    }
    expect(refused(["provider", "policy", "sandbox", "tools", "tests"])).to.deep.equal(
      [
        "policy/src/to-provider.ts → provider/src/plan/target.ts",
        "policy/src/to-sandbox.ts → sandbox/target.ts",
        "policy/src/to-tests.ts → tests/target.ts",
        "policy/src/to-tools.ts → tools/target.ts",
        "provider/src/plan/to-policy.ts → policy/src/target.ts",
        "provider/src/plan/to-sandbox.ts → sandbox/target.ts",
        "provider/src/plan/to-tests.ts → tests/target.ts",
        "provider/src/plan/to-tools.ts → tools/target.ts",
        "sandbox/to-tests.ts → tests/target.ts",
        "tools/to-tests.ts → tests/target.ts",
      ].sort(),
    );
  });

  it("refuse a circle, a room without a floor, and an import of main.ts", () => {
    write("provider/src/plan/one.ts", `import { two } from "./two";\nexport const one = () => two;\n`);
    write(
      "provider/src/plan/two.ts",
      `import type { one } from "./one";\nexport const two = {} as typeof one;\n`,
    );
    write("provider/src/attic/chest.ts", "export const chest = 1;\n");
    write("provider/src/main.ts", `export { chest } from "./attic/chest";\nexport const main = 1;\n`);
    write("provider/src/engine/start.ts", `export { main } from "../main";\n`);
    const found = refused(["provider"]);
    expect(found).to.include("provider/src/plan/one.ts → provider/src/plan/two.ts");
    expect(found).to.include("provider/src/main.ts → provider/src/attic/chest.ts");
    expect(found).to.include("provider/src/engine/start.ts → provider/src/main.ts");
  });
});
