// Every example, in YAML.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../tools/paths.mjs";
import type { Change } from "./changes/change";

const folder = join(repoRoot, "examples");

export const examples = (): Change[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name: `example-${name}`,
      shows: `the example ${name}`,
      program: readFileSync(join(folder, name, "yaml/Pulumi.yaml"), "utf8"),
      // What the data center of the example `import` has uploaded.
      prepare: (place) => place.storeFile("datacenter-images", "machines/web.vhdx"),
    }));
