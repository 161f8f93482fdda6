import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { repoRoot } from "../../../tools/paths.mjs";

describe("generated files", () => {
  it("are current", () => {
    const run = spawnSync("node", ["--import", "tsx", "tools/generate/main.ts", "--check"], {
      cwd: repoRoot,
      encoding: "utf8",
    });
    expect(run.status, run.stdout + run.stderr).to.equal(0);
  });
});
