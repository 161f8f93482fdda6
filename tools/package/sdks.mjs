// Packs the SDKs into dist/, each as its language's registry takes it. What is read of the repository stays as it is:
// a build happens in a copy.
//
// Usage: node tools/package/sdks.mjs <nodejs, python, go or java>

import { copyFileSync, cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { repoRoot, tool, venvPython } from "../paths.mjs";
import { run } from "../setup/run.mjs";
import { sdkPackages } from "./sdk-names.mjs";
import { distDir, version } from "./targets.mjs";

const packers = {
  async nodejs(copy, out) {
    // bin is what is published: it has a package.json of its own.
    cpSync(join(repoRoot, "sdk/nodejs/bin"), copy, { recursive: true });
    copyFileSync(join(repoRoot, "sdk/nodejs/README.md"), join(copy, "README.md"));
    copyFileSync(join(repoRoot, "LICENSE"), join(copy, "LICENSE"));
    await run("npm", ["pack", "--silent", "--pack-destination", out], { cwd: copy });
  },

  async python(copy, out) {
    // The hooks that every Python build tool calls (PEP 517), without one of those and its downloads. Each has a copy
    // of its own: what one leaves behind would be found by the other.
    for (const kind of ["sdist", "wheel"]) {
      const source = join(copy, kind);
      cpSync(join(repoRoot, "sdk/python"), source, { recursive: true, filter: isSource });
      copyFileSync(join(repoRoot, "LICENSE"), join(source, "LICENSE"));
      const hook = `import sys, setuptools.build_meta as b; b.build_${kind}(sys.argv[1])`;
      await run(venvPython, ["-c", hook, out], { cwd: source, env: { SOURCE_DATE_EPOCH: "946684800" } });
    }
  },

  async go(copy, out) {
    cpSync(join(repoRoot, "sdk/go"), copy, { recursive: true });
    copyFileSync(join(repoRoot, "LICENSE"), join(copy, "LICENSE"));
    await run(tool("gomodzip"), [copy, `v${version}`, join(out, sdkPackages.go[0])]);
  },

  async java(copy, out) {
    cpSync(join(repoRoot, "sdk/java"), copy, { recursive: true, filter: isSource });
    await run("mvn", ["--batch-mode", "--quiet", "package"], { cwd: copy });
    const [jar, pom] = sdkPackages.java;
    copyFileSync(join(copy, "target", jar), join(out, jar));
    copyFileSync(join(copy, "pom.xml"), join(out, pom));
  },
};

const made = new Set(["target", "build", "__pycache__"]);
function isSource(path) {
  const name = path.split(/[\\/]/).at(-1);
  return !made.has(name) && !name.endsWith(".egg-info");
}

const [language] = process.argv.slice(2);
mkdirSync(distDir, { recursive: true });
const scratch = mkdtempSync(join(distDir, "unfinished-"));
try {
  const [copy, out] = ["copy", "out"].map((name) => join(scratch, name));
  mkdirSync(copy);
  mkdirSync(out);
  await packers[language](copy, out);
  for (const name of sdkPackages[language]) renameSync(join(out, name), join(distDir, name));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
