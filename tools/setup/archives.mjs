// The plugin's archives, one a platform, and their checksums: what a release consists of.

import { archiveName, checksumsName, sbomName, targets } from "../package/targets.mjs";
import { run } from "./run.mjs";

export const archiveSteps = targets.map((target) => ({
  name: `archive-${target}`,
  says: `packing the plugin with Node inside for ${target}`,
  needs: ["plugin"],
  inputs: ["tools/package", "tools/plugin-flags.mjs", "LICENSE"],
  outputs: [`dist/${archiveName(target)}`, `dist/${sbomName(target)}`],
  run: async () => notes(await run(process.execPath, ["tools/package/plugin-archive.mjs", target])),
}));

export const checksumsStep = {
  name: "checksums",
  says: "writing the checksums of the archives",
  needs: archiveSteps.map(({ name }) => name),
  inputs: ["tools/package"],
  outputs: [`dist/${checksumsName}`],
  run: async () => void (await run(process.execPath, ["tools/package/checksums.mjs"])),
};

/** What the packing has to say, in one line. */
function notes(said) {
  const lines = said.split("\n").filter((line) => line.startsWith("package: "));
  return lines.length > 0 ? `done; ${lines.join("; ")}` : undefined;
}
