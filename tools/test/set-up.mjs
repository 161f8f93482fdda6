// Sets up what tests need, as a process of its own: set-up is there before any package is installed.

import { spawnSync } from "node:child_process";
import { repoRoot } from "../paths.mjs";

/** Whether the steps or sets are done now. */
export function setUp(targets) {
  const { status } = spawnSync(process.execPath, ["tools/setup.mjs", ...targets], {
    cwd: repoRoot,
    stdio: "inherit",
  });
  return status === 0;
}
