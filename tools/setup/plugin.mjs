// The plugin itself: provider/bin/pulumi-resource-goldenimage.

import { run } from "./run.mjs";

export const pluginStep = {
  name: "plugin",
  says: "building provider/bin",
  needs: ["node-modules"],
  source: "tools/build-plugin.mjs",
  inputs: [
    "provider/src",
    "provider/schema.json",
    "provider/package.json",
    "package-lock.json",
    "tools/build-plugin.mjs",
    "tools/bundle.mjs",
    "tools/plugin-flags.mjs",
    "tools/plugin-folder.mjs",
  ],
  outputs: ["provider/bin"],
  run: async () => void (await run(process.execPath, ["tools/build-plugin.mjs"])),
};
