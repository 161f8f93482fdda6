// One executable with Node and the bundled plugin inside (Node's single executable applications).

import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../paths.mjs";
import { pluginFlags } from "../plugin-flags.mjs";
import { run } from "../setup/run.mjs";
import { nodePackage } from "./node-binary.mjs";
import { hostTarget, nodeOf } from "./targets.mjs";

/** Writes it to a file; the folder is also used for what Node wants to read. */
export async function buildExecutable(target, folder, file) {
  const node = nodeOf(target);
  // The same version as the target's: the format inside is that version's own business.
  const builder = nodeOf(hostTarget, node.version);
  const config = join(folder, "sea.json");
  writeFileSync(
    config,
    JSON.stringify({
      main: join(repoRoot, "provider/bin/pulumi-resource-goldenimage.js"),
      executable: join(await nodePackage(node), node.file),
      output: file,
      disableExperimentalSEAWarning: true,
      // Code that is compiled ahead halves the start. It is of use to the very same binary only.
      useCodeCache: target === hostTarget,
      execArgv: pluginFlags,
      // A program's NODE_OPTIONS are not meant for the plugin that it starts.
      execArgvExtension: "none",
    }),
  );
  // V8 takes compiled code only under the flags that it was compiled with.
  await run(join(await nodePackage(builder), builder.file), [...pluginFlags, "--build-sea", config]);
  chmodSync(file, 0o755);
  // What was signed by Node isn't any more. macOS runs nothing unsigned on arm64; an ad-hoc signature will do.
  if (target.startsWith("darwin")) {
    if (process.platform === "darwin") await run("codesign", ["--sign", "-", "--force", file]);
    else console.log(`package: ${target}: not signed, for want of macOS's codesign`);
  }
}
