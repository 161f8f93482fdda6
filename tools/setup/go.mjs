// Builds a program from one of the Go modules that pin our tools.

import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { repoRoot, tool } from "../paths.mjs";
import { SetupError } from "./errors.mjs";
import { run } from "./run.mjs";
import { onPath } from "./search-path.mjs";

/** Runs Go in a module, or says why it is wanted when it isn't there. `nice` leaves the processors to others. */
export async function go(module, args, why, { nice = false } = {}) {
  if (!onPath("go")) {
    throw new SetupError(
      `Go isn't installed (https://go.dev/dl, or your system's package "golang"). It is needed ${why}.`,
    );
  }
  // A go.work somewhere above would change the versions that are pinned.
  return await run("go", args, { cwd: join(repoRoot, module), env: { GOWORK: "off" }, nice });
}

/** Builds binDir/<name>. It appears there when it is whole. */
export async function goBuild({ name, ...build }) {
  await goBuildInto({ file: tool(name), ...build });
}

/** Builds a program into a file, which appears when it is whole. */
export async function goBuildInto({ module, program, file, ldflags = "", flags = [], nice, why }) {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.new`;
  const options = ["-ldflags", `-s -w ${ldflags}`.trim(), ...flags];
  await go(module, ["build", ...options, "-o", unfinished, program], why, { nice });
  // There may be a link to a program on the PATH: it is replaced, not written through.
  rmSync(file, { force: true });
  renameSync(unfinished, file);
}
