// Makes dist/pulumi-resource-goldenimage-v<version>-<target>.tar.gz with its SBOM, from provider/bin.
//
// Usage: node tools/package/plugin-archive.mjs <target>

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../paths.mjs";
import { pack } from "./archive.mjs";
import { buildExecutable } from "./executable.mjs";
import { nodePackage } from "./node-binary.mjs";
import { sbomOf } from "./sbom.mjs";
import { archiveName, distDir, nodeOf, sbomName } from "./targets.mjs";

const [target] = process.argv.slice(2);

mkdirSync(distDir, { recursive: true });
const scratch = mkdtempSync(join(distDir, "unfinished-"));
try {
  const content = join(scratch, "content");
  mkdirSync(content);
  const binary = `pulumi-resource-goldenimage${target.startsWith("windows") ? ".exe" : ""}`;
  await buildExecutable(target, scratch, join(content, binary));
  copyFileSync(join(repoRoot, "LICENSE"), join(content, "LICENSE"));
  copyFileSync(await nodeLicence(nodeOf(target)), join(content, "LICENSE-node"));
  const archive = join(scratch, archiveName(target));
  await pack(content, archive, [binary]);
  writeFileSync(join(distDir, sbomName(target)), await sbomOf(target, scratch));
  renameSync(archive, join(distDir, archiveName(target)));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Not every package has it; that of linux-amd64 does, and is pinned in every version. */
async function nodeLicence(node) {
  const own = join(await nodePackage(node), "LICENSE");
  return existsSync(own) ? own : join(await nodePackage(nodeOf("linux-amd64", node.version)), "LICENSE");
}
