// A file that a user names. It is looked at before it is read: a named pipe or a device would be waited for, and a huge file
// would fill the memory.

import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import type { Stats } from "node:fs";

/** The text of a file, or what is wrong with it, as the end of a sentence that begins with its path. */
export type UsersFile =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: string };

/** `most` is how many bytes it may have. Neither its name nor its content is ever repeated: both may be secret. */
export function readUsersFile(name: string, most: number): UsersFile {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(name)) {
    return { problem: "must be the path of a file, not an address; an S3 URI belongs in 'documentUri'" };
  }
  try {
    const problem = unreadable(statSync(name), most);
    return problem === undefined ? readUpTo(name, most) : { problem };
  } catch (error) {
    return { problem: failure(error instanceof Error && "code" in error ? String(error.code) : undefined) };
  }
}

/** Opened without waiting, and looked at once more: what has the name may have changed. */
function readUpTo(name: string, most: number): UsersFile {
  // Windows knows no O_NONBLOCK, and has no files that need it.
  const file = openSync(name, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const problem = unreadable(fstatSync(file), most);
    if (problem !== undefined) return { problem };
    // One byte more than allowed: some files, such as those of /proc, don't tell their size.
    const buffer = Buffer.alloc(most + 1);
    let length = 0;
    for (;;) {
      const read = readSync(file, buffer, length, buffer.length - length, null);
      if (read === 0) break;
      length += read;
    }
    if (length > most) return { problem: tooLarge(most) };
    const content = buffer.subarray(0, length);
    return isUtf8(content) ? { text: content.toString("utf8") } : { problem: "must be text in UTF-8" };
  } finally {
    closeSync(file);
  }
}

function unreadable(stats: Stats, most: number): string | undefined {
  if (stats.isDirectory()) return "must be a file, not a folder";
  if (stats.isFIFO()) return "must be a file, not a named pipe";
  if (stats.isSocket()) return "must be a file, not a socket";
  if (!stats.isFile()) return "must be a file, not a device";
  return stats.size > most ? tooLarge(most) : undefined;
}

const tooLarge = (most: number): string =>
  `is over ${most.toLocaleString("en")} bytes, which is all that Image Builder takes`;

function failure(code: string | undefined): string {
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "is a file that may not be read";
    case "ENOENT":
    case "ENOTDIR":
      return "there is no such file in the program's folder";
    default:
      return `can't be read${code === undefined ? "" : ` (${code})`}`;
  }
}
