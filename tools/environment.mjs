// The environment of the repository's own programs.

import { delimiter } from "node:path";
import { compileCacheDir, nodeDir } from "./paths.mjs";

/**
 * This process's environment, with the repository's Node in front on the PATH: programs start "node" by its name. What
 * Node has compiled it finds again, which halves the start of the plugins: tests start them a thousand times.
 */
export function ownEnvironment() {
  return {
    ...process.env,
    PATH: `${nodeDir}${delimiter}${process.env.PATH ?? ""}`,
    NODE_COMPILE_CACHE: compileCacheDir,
  };
}
