// An archive that depends on nothing but its files' content: their order, times, owners and modes are set.

import { chmodSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { create } from "tar";

// Some tools take the epoch's beginning for "no time".
const mtime = new Date("2000-01-01T00:00:00Z");

/** Packs a folder's files, without the folder. */
export async function pack(folder, file, executables) {
  const names = readdirSync(folder).sort();
  for (const name of names) chmodSync(join(folder, name), executables.includes(name) ? 0o755 : 0o644);
  await create({ cwd: folder, file, gzip: { level: 6, portable: true }, portable: true, mtime }, names);
}
