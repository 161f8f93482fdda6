// `npm run watch FILE...`: runs the tests of the files, and again after each change in the repository's own code.

import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { join } from "node:path";
import { clearTimeout, setTimeout } from "node:timers";
import { repoRoot } from "./paths.mjs";

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error(
    "Usage: npm run watch FILE..., with test files, such as tests/unit/golden-image/component.test.ts",
  );
  process.exit(1);
}

let running;
let again = false;

function run() {
  if (running) {
    again = true;
    return;
  }
  running = spawn(process.execPath, ["tools/test.mjs", ...files], { cwd: repoRoot, stdio: "inherit" });
  running.on("close", () => {
    running = undefined;
    console.log("\nwaiting for a change (Ctrl-C ends)");
    if (again) {
      again = false;
      run();
    }
  });
}

const watched = ["provider/src", "provider/schema.json", "policy/src", "sandbox", "tests"];
for (const path of watched) {
  // Editors write a file in several steps: they are taken for one.
  let timer;
  watch(join(repoRoot, path), { recursive: true }, (_, name) => {
    if (!/\.(?:[cm]?[jt]s|json|ya?ml)$/.test(name ?? "")) return;
    clearTimeout(timer);
    timer = setTimeout(run, 50);
  });
}
run();
