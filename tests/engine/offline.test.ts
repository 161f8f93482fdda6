// Once set up, nothing leaves the machine, and nobody's credentials are wanted.

import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { repoRoot } from "../../tools/paths.mjs";
import { skipBecause } from "../../tools/test/skip-because";

// A network namespace of its own has nothing but a loopback interface, and that one is down.
const isolate = ["--map-root-user", "--net", "sh", "-c"];
const loopbackUp = "ip link set lo up";

describe("npm start", () => {
  it("runs without a network and without a home folder", async function () {
    const possible = spawnSync("unshare", [...isolate, loopbackUp]);
    if (possible.status !== 0) skipBecause(this, "this machine has no network namespaces to isolate it with");
    const home = mkdtempSync(join(tmpdir(), "goldenimage-home-"));
    try {
      const { stdout } = await promisify(execFile)("unshare", [...isolate, `${loopbackUp} && npm start`], {
        cwd: repoRoot,
        env: { PATH: process.env.PATH, HOME: home },
      });
      expect(stdout)
        .to.match(/eu-west-1\s+ami-/)
        .and.to.match(/us-east-1\s+ami-/);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
