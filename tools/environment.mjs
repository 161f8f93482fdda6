// The environment of the repository's own programs.

import { delimiter } from "node:path";
import { nodeDir } from "./paths.mjs";

/** This process's environment, with the repository's Node in front on the PATH: programs start "node" by its name. */
export function ownEnvironment() {
  return { ...process.env, PATH: `${nodeDir}${delimiter}${process.env.PATH ?? ""}` };
}
