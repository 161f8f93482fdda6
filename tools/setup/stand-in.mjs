// The stand-in for the `aws` plugin, which the sandbox installs.

import { repoRoot } from "../paths.mjs";
import { run } from "./run.mjs";

export const standInStep = {
  name: "aws-stand-in",
  says: "bundling the sandbox's aws plugin",
  needs: ["node-modules", "node"],
  source: "tools/build-stand-in.mjs",
  inputs: [
    "sandbox/aws-plugin",
    "provider/src",
    "package-lock.json",
    "tools/build-stand-in.mjs",
    "tools/bundle.mjs",
  ],
  outputs: [".cache/aws-stand-in"],
  // Its launcher starts without a PATH, and so names the repository's Node by the whole path.
  values: () => [repoRoot],
  run: async () => void (await run(process.execPath, ["tools/build-stand-in.mjs"])),
};
