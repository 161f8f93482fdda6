// The plugin as it was released last, built from its commit: stacks that it has made are updated by the present one.

import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { formerDir, repoRoot } from "../paths.mjs";
import { run } from "./run.mjs";

/** Until there is a release, the commit that is to be its beginning. A release puts its own here. */
const commit = "8ed0b5a12f7ac2e85905720f9a67ae21f5979441";

export const formerPluginStep = {
  name: "former-plugin",
  says: "building the plugin that was released last, in .cache/former",
  needs: ["node-modules"],
  inputs: ["tools/setup/former.mjs", "package-lock.json"],
  outputs: [relative(repoRoot, formerDir)],
  async run() {
    rmSync(formerDir, { recursive: true, force: true });
    mkdirSync(formerDir, { recursive: true });
    if (!(await isInHistory())) return "left out: its commit is not in this clone's history";
    const archive = join(formerDir, "source.tar");
    await run("git", ["archive", `--output=${archive}`, commit, "provider", "tools", "package.json"]);
    // Loaded here: set-up itself starts before there are any packages.
    const { extract } = await import("tar");
    await extract({ file: archive, cwd: formerDir });
    rmSync(archive);
    for (const folder of ["node_modules", "provider/node_modules"]) {
      const link = join(formerDir, folder);
      // Relative, so that a copy of the checkout uses its own.
      symlinkSync(relative(dirname(link), join(repoRoot, folder)), link);
    }
    await run(process.execPath, ["tools/build-plugin.mjs"], { cwd: formerDir });
  },
};

const isInHistory = () =>
  run("git", ["cat-file", "-e", `${commit}^{commit}`]).then(
    () => true,
    () => false,
  );
