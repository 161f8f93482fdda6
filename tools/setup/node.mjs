// The Node that the repository's programs and tests run on: the one that runs set-up where package.json supports it,
// and otherwise the oldest supported one, from npm.

import { copyFileSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { cacheDir, newestNode, node, repoRoot } from "../paths.mjs";
import { SetupError } from "./errors.mjs";
import { isSupported } from "./node-range.mjs";

const { engines } = JSON.parse(readFileSync(join(repoRoot, "package.json"), "utf8"));

// A program that runs on the Node from npm may set up more, and is to find that nothing has changed.
const isOurs = realpathSync(process.execPath).startsWith(cacheDir);
const suits = !isOurs && isSupported(process.versions.node, engines.node);

export const nodeStep = {
  name: "node",
  says: suits
    ? `choosing Node ${process.versions.node}, which runs this`
    : `bringing a supported Node, since ${process.versions.node} isn't ${engines.node}`,
  needs: ["node-modules"],
  inputs: ["tools/package/targets.mjs"],
  values: () => [engines.node, suits ? `${process.version} ${process.execPath}` : "from npm"],
  outputs: [node.slice(repoRoot.length + 1)],
  async run() {
    const binary = suits ? process.execPath : await fromNpm();
    placeBinary(binary, node, { own: !suits });
  },
};

/** The newest Node that is pinned, which the plugin is tested on beside the one above. */
export const newestNodeStep = {
  name: "newest-node",
  says: "bringing the newest Node",
  needs: ["node-modules"],
  inputs: ["tools/package/targets.mjs"],
  outputs: [newestNode.slice(repoRoot.length + 1)],
  async run() {
    const pinned = await pinnedNode();
    placeBinary(pinned, newestNode, { own: true });
  },
};

async function fromNpm() {
  try {
    return await pinnedNode("oldest");
  } catch (error) {
    throw new SetupError(
      `Node ${process.versions.node} isn't supported (${engines.node}). Install a newer one: https://nodejs.org/en/download (npm has none for this machine: ${error.message})`,
    );
  }
}

/** The binary, from npm. */
async function pinnedNode(age) {
  // It unpacks with a package from node_modules, which is there by now.
  const { nodePackage } = await import("../package/node-binary.mjs");
  const { hostTarget, nodeOf, oldestNode } = await import("../package/targets.mjs");
  const pinned = nodeOf(hostTarget, age === "oldest" ? oldestNode : undefined);
  return join(await nodePackage(pinned), pinned.file);
}

/** Links to the binary. The link to one of our own is relative, so that a copied checkout has its own. */
function placeBinary(binary, file, { own }) {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  // Links need a right of their own on Windows.
  if (process.platform === "win32") copyFileSync(binary, file);
  else symlinkSync(own ? relative(dirname(file), binary) : binary, file);
}
