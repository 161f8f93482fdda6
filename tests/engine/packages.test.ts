// What a release consists of, and nothing else of this repository: from a clean folder, a program of each language
// deploys the quickstart, served by the archive.

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { transformSync } from "esbuild";
import { distDir, version } from "../../tools/package/targets.mjs";
import { sdkPackages } from "../../tools/package/sdk-names.mjs";
import { cacheDir, repoRoot, venvPython } from "../../tools/paths.mjs";
import { onPath } from "../../tools/setup/search-path.mjs";
import { skipBecause } from "../../tools/test/skip-because";
import { installArchive } from "./archive";
import { deployYaml, registered, run } from "./languages";
import type { Deployment } from "./languages";
import { Workspace } from "./workspace";

const quickstart = join(repoRoot, "examples/quickstart");
const programs = join(repoRoot, "tests/engine/programs");
const [tarball, wheel, zip, jar, pom] = [
  sdkPackages.nodejs[0],
  sdkPackages.python[0],
  sdkPackages.go[0],
  ...sdkPackages.java,
].map((name) => join(distDir, name ?? "")) as [string, string, string, string, string];

describe("from a clean folder, with the built packages only", function () {
  // They bring what they depend on from their registries.
  this.timeout(300_000);
  let clean: string;
  let workspace: Workspace;
  let expected: unknown[];

  before(async () => {
    clean = mkdtempSync(join(tmpdir(), "goldenimage-clean-"));
    expected = await withArchive((opened) => deployYaml(opened, join(quickstart, "yaml")));
    expect(expected).to.have.length.above(10);
  });

  after(() => rmSync(clean, { recursive: true, force: true }));

  async function withArchive(deploy: (opened: Workspace) => Promise<Deployment>): Promise<unknown[]> {
    workspace = await Workspace.open();
    try {
      await installArchive(workspace.sandbox);
      return registered(await deploy(workspace));
    } finally {
      await workspace.close();
    }
  }

  async function registersTheSame(command: string, args: string[], cwd: string): Promise<void> {
    const actual = await withArchive(async ({ sandbox }) => {
      const env = { CONFIG: JSON.stringify(sandbox.config) };
      return JSON.parse(await run(command, args, env, cwd)) as Deployment;
    });
    expect(actual).to.deep.equal(expected);
  }

  it("Node.js, from the npm tarball", async () => {
    const folder = join(clean, "node");
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
    // Of what the tarball depends on, the versions that everything here is tested with.
    await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", tarball], {}, folder);
    const source = readFileSync(join(quickstart, "typescript/index.ts"), "utf8");
    const { code } = transformSync(source, { loader: "ts", format: "esm" });
    writeFileSync(join(folder, "quickstart.mjs"), code);
    copyFileSync(join(programs, "node/driver.mjs"), join(folder, "driver.mjs"));
    await registersTheSame(process.execPath, ["driver.mjs"], folder);
  });

  it("Python, from the wheel", async () => {
    const folder = join(clean, "python");
    mkdirSync(folder);
    await run(venvPython, ["-m", "venv", "venv"], {}, folder);
    const python = join(folder, process.platform === "win32" ? "venv/Scripts/python.exe" : "venv/bin/python");
    const constraints = join(repoRoot, "tools/python/requirements.txt");
    await run(python, ["-m", "pip", "install", "--quiet", "--constraint", constraints, wheel], {}, folder);
    copyFileSync(join(programs, "driver.py"), join(folder, "driver.py"));
    copyFileSync(join(quickstart, "python/__main__.py"), join(folder, "quickstart.py"));
    await registersTheSame(python, ["driver.py", "quickstart.py"], folder);
  });

  it("Go, from the module's zip", async () => {
    const folder = join(clean, "go");
    mkdirSync(folder);
    await run(venvPython, ["-m", "zipfile", "-e", zip, "."], {}, folder);
    const module = "github.com/goldenimage/pulumi-goldenimage/sdk/go";
    const goMod = readFileSync(join(programs, "go/go.mod"), "utf8").replace(
      /^replace .*$/m,
      `replace ${module} => ./${module}@v${version}`,
    );
    writeFileSync(join(folder, "go.mod"), goMod);
    copyFileSync(join(programs, "go/go.sum"), join(folder, "go.sum"));
    copyFileSync(join(programs, "go/driver.go"), join(folder, "driver.go"));
    copyFileSync(join(quickstart, "go/quickstart.go"), join(folder, "quickstart.go"));
    await run("go", ["build", "-o", "program", "."], { GOWORK: "off" }, folder);
    await registersTheSame(join(folder, "program"), [], folder);
  });

  it("Java, from the jar", async function () {
    if (!onPath("javac") || !onPath("mvn")) skipBecause(this, "there is no JDK or no Maven on the PATH");
    // A Maven repository of the test's own: ours isn't on any, and the user's is the user's.
    const repository = join(cacheDir, "m2");
    const published = join(repository, "io/goldenimage/pulumi", version);
    rmSync(published, { recursive: true, force: true });
    mkdirSync(published, { recursive: true });
    for (const file of [jar, pom]) copyFileSync(file, join(published, file.slice(distDir.length + 1)));
    const actual = await withArchive((opened) => {
      process.env.MAVEN_OPTS = `-Dmaven.repo.local=${repository}`;
      return deployYaml(opened, join(quickstart, "java"));
    });
    expect(actual).to.deep.equal(expected);
  });
});
