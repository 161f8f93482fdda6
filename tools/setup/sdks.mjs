// The Node and Go SDKs, ready for programs in this repository.

import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { repoRoot } from "../paths.mjs";
import { go, goBuild } from "./go.mjs";
import { run } from "./run.mjs";

export const sdkgenStep = {
  name: "sdkgen",
  says: "building the writer of SDKs",
  needs: [],
  inputs: ["tools/sdkgen"],
  outputs: [process.platform === "win32" ? ".cache/bin/sdkgen.exe" : ".cache/bin/sdkgen"],
  run: () =>
    goBuild({
      module: "tools/sdkgen",
      program: ".",
      name: "sdkgen",
      why: "to build sdkgen, which writes the SDKs",
    }),
};

export const sdkgenJavaStep = {
  name: "sdkgen-java",
  says: "building the writer of the Java SDK",
  needs: [],
  inputs: ["tools/language-hosts"],
  outputs: [process.platform === "win32" ? ".cache/bin/sdkgen-java.exe" : ".cache/bin/sdkgen-java"],
  run: () =>
    goBuild({
      module: "tools/language-hosts",
      program: "./sdkgen-java",
      name: "sdkgen-java",
      why: "to build sdkgen-java, which writes the Java SDK",
    }),
};

export const sdkNodejsStep = {
  name: "sdk-nodejs",
  says: "compiling sdk/nodejs",
  needs: ["node-modules"],
  source: "sdk/nodejs/package.json",
  inputs: ["sdk/nodejs"],
  outputs: ["sdk/nodejs/bin/index.js", "node_modules/@goldenimage/pulumi/package.json"],
  async run() {
    const bin = join(repoRoot, "sdk/nodejs/bin");
    rmSync(bin, { recursive: true, force: true });
    await run(process.execPath, ["node_modules/typescript-7/bin/tsc", "-p", "sdk/nodejs"]);
    // bin is the package, as it is published: it reads its version from its own package.json.
    copyFileSync(join(repoRoot, "sdk/nodejs/package.json"), join(bin, "package.json"));
    // So that a program anywhere in the repository imports it by its name.
    const linked = join(repoRoot, "node_modules/@goldenimage/pulumi");
    mkdirSync(join(repoRoot, "node_modules/@goldenimage"), { recursive: true });
    rmSync(linked, { recursive: true, force: true });
    // Relative, so that a copy of the checkout tests its own SDK.
    symlinkSync(relative(dirname(linked), bin), linked, "junction");
  },
};

export const sdkGoStep = {
  name: "sdk-go",
  says: "building sdk/go",
  needs: [],
  source: "sdk/go/go.mod",
  inputs: ["sdk/go"],
  outputs: [],
  async run() {
    const why = "to build the Go SDK and the programs that use it";
    await go("sdk/go", ["mod", "download"], why);
    await go("sdk/go", ["build", "./..."], why);
  },
};

export const goExamplesStep = {
  name: "go-examples",
  says: "compiling the examples in Go",
  needs: ["sdk-go"],
  source: "examples/go.mod",
  inputs: goExamples(),
  outputs: [],
  run: async () => void (await go("examples", ["vet", "./..."], "to compile the examples in Go")),
};

function goExamples() {
  const examples = join(repoRoot, "examples");
  const folders = readdirSync(examples).map((name) => `examples/${name}/go`);
  return [
    "examples/go.mod",
    "examples/go.sum",
    ...folders.filter((path) => existsSync(join(repoRoot, path))),
  ];
}
