// Writes the SHA-256 of everything in dist/ that is published beside the release, as `sha256sum --check` reads it.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checksumsName, distDir, version } from "./targets.mjs";

const names = readdirSync(distDir)
  .filter((name) => name.startsWith(`pulumi-resource-goldenimage-v${version}-`) && name !== checksumsName)
  .sort();
const sum = (name) =>
  createHash("sha256")
    .update(readFileSync(join(distDir, name)))
    .digest("hex");
writeFileSync(join(distDir, checksumsName), names.map((name) => `${sum(name)}  ${name}\n`).join(""));
