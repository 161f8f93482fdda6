// What Node has compiled of the plugins, for tests, which start them often.

import { run } from "./run.mjs";

export const compiledStep = {
  name: "compiled",
  says: "compiling the plugins",
  needs: ["plugin", "aws-stand-in"],
  source: "tools/compile-plugins.mjs",
  inputs: [
    "provider/bin/pulumi-resource-goldenimage.js",
    ".cache/aws-stand-in/pulumi-resource-aws.js",
    "tools/compile-plugins.mjs",
    "tools/environment.mjs",
  ],
  outputs: [".cache/compiled"],
  run: async () => void (await run(process.execPath, ["tools/compile-plugins.mjs"])),
};
