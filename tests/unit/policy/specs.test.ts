// The specs of the policies, which stand beside them. Each file registers its tests when it is loaded.

import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { repoRoot } from "../../../tools/paths.mjs";

const load = createRequire(__filename);
const folder = join(repoRoot, "policy/src");

const specs = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".spec.ts"),
);
for (const spec of specs.sort()) load(join(folder, spec));
