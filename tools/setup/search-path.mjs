// Looks for a program on the PATH without running anything.

import { realpathSync, statSync } from "node:fs";
import { delimiter, join, sep } from "node:path";
import { binDir } from "../paths.mjs";

const suffix = process.platform === "win32" ? ".exe" : "";

/** The program's file, or undefined. */
export function onPath(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    // Our own tools are not the machine's. Nor is what npm puts in front: there, a "pulumi" is a downloader.
    if (folder === "" || folder === binDir || folder.endsWith(join(sep, "node_modules", ".bin"))) continue;
    const file = inFolder(folder, name);
    if (file) return file;
  }
  return undefined;
}

/** The program's file in one folder, or undefined. */
export function inFolder(folder, name) {
  const file = join(folder, name + suffix);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

/** Changes when the program does. */
export function fingerprint(file) {
  if (!file) return "none";
  const { mtimeMs, size } = statSync(file);
  return `${realpathSync(file)} ${mtimeMs} ${size}`;
}
