// Builds provider/bin: the plugin as it is shipped.

import { join } from "node:path";
import { repoRoot } from "./paths.mjs";
import { writePluginFolder } from "./plugin-folder.mjs";

const bin = join(repoRoot, "provider/bin");
// The packages in the bundle are written down for the bill of materials.
await writePluginFolder(bin, { metafile: join(bin, "metafile.json") });
