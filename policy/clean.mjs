// Takes away what `npm pack` compiled: a stale index.js would hide every change of index.ts.

import { readdirSync, rmSync } from "node:fs";

for (const file of [
  "index.js",
  "index.d.ts",
  ...readdirSync("src", { recursive: true }).map((name) => `src/${name}`),
]) {
  if (/\.js$|\.d\.ts$/.test(file)) rmSync(file);
}
