// Node's binary for a target, from its npm package: fetched by npm, so that the registry is whichever npm is set up
// for, and compared with the content that is pinned.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { extract } from "tar";
import { cacheDir } from "../paths.mjs";
import { run } from "../setup/run.mjs";

/** The folder of the unpacked package, in which `file` is Node and LICENSE its licence. */
export async function nodePackage(node) {
  const folder = join(cacheDir, "node", `${node.package}-${node.version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(join(cacheDir, "node"), { recursive: true });
  const scratch = mkdtempSync(join(cacheDir, "node", "fetching-"));
  try {
    const name = `${node.package}@${node.version}`;
    await run("npm", ["pack", "--silent", "--pack-destination", scratch, name]);
    const file = join(scratch, `${node.package}-${node.version}.tgz`);
    const content = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
    if (content !== node.integrity) throw new Error(`${name} is ${content}, and pinned is ${node.integrity}`);
    // Headers and manuals stay out of the cache.
    const wanted = new Set([`package/${node.file}`, "package/LICENSE", "package/package.json"]);
    await extract({ file, cwd: scratch, filter: (path) => wanted.has(path) });
    // Whole or not there.
    renameSync(join(scratch, "package"), folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return folder;
}
