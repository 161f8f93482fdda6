// What a release consists of, and nothing else of this repository: from a clean folder, a program of each language
// deploys the quickstart, served by the archive.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { distDir, version } from "../../tools/package/targets.mjs";
import { sdkPackages } from "../../tools/package/sdk-names.mjs";
import { repoRoot, venvPython } from "../../tools/paths.mjs";
import { onPath } from "../../tools/setup/search-path.mjs";
import { skipBecause } from "../../tools/test/skip-because";
import { installArchive } from "./archive";
import { deploy, publishJar, registered, run } from "./languages";
import { Workspace } from "./workspace";

const quickstart = join(repoRoot, "examples/quickstart");
const [tarball, wheel, zip] = [sdkPackages.nodejs, sdkPackages.python, sdkPackages.go].map(([name]) =>
  join(distDir, name ?? ""),
) as [string, string, string];

describe("from a clean folder, with the built packages only", function () {
  // They bring what they depend on from their registries.
  let clean: string;
  let expected: unknown[];

  before(async () => {
    clean = mkdtempSync(join(tmpdir(), "goldenimage-clean-"));
    expected = await deployed(join(quickstart, "yaml"));
    expect(expected).to.have.length.above(10);
  });

  after(() => rmSync(clean, { recursive: true, force: true }));

  async function deployed(project: string): Promise<unknown[]> {
    const workspace = await Workspace.open();
    try {
      await installArchive(workspace.sandbox);
      return registered(await deploy(workspace, project));
    } finally {
      await workspace.close();
    }
  }

  function copied(language: string): string {
    const folder = join(clean, language);
    cpSync(join(quickstart, language), folder, {
      recursive: true,
      filter: (path) => !path.endsWith("node_modules"),
    });
    return folder;
  }

  it("Node.js, from the npm tarball", async () => {
    const folder = copied("typescript");
    // Of what the tarball depends on, the versions that everything here is tested with.
    await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", tarball], {}, folder);
    expect(await deployed(folder)).to.deep.equal(expected);
  });

  it("Python, from the wheel", async () => {
    const folder = copied("python");
    await run(venvPython, ["-m", "venv", "venv"], {}, folder);
    const python = join(folder, process.platform === "win32" ? "venv/Scripts/python.exe" : "venv/bin/python");
    const constraints = join(repoRoot, "tools/python/requirements.txt");
    await run(python, ["-m", "pip", "install", "--quiet", "--constraint", constraints, wheel], {}, folder);
    const project = join(folder, "Pulumi.yaml");
    const runtime = "runtime: { name: python, options: { virtualenv: venv } }";
    writeFileSync(project, readFileSync(project, "utf8").replace("runtime: python", runtime));
    expect(await deployed(folder)).to.deep.equal(expected);
  });

  it("Go, from the module's zip", async () => {
    const folder = copied("go");
    const modules = join(clean, "modules");
    mkdirSync(modules);
    await run(venvPython, ["-m", "zipfile", "-e", zip, "."], {}, modules);
    const examples = join(repoRoot, "examples");
    cpSync(join(examples, "go.sum"), join(folder, "go.sum"));
    const published = join(modules, `github.com/goldenimage/pulumi-goldenimage/sdk/go@v${version}`);
    const goMod = readFileSync(join(examples, "go.mod"), "utf8").replace("../sdk/go", published);
    writeFileSync(join(folder, "go.mod"), goMod);
    expect(await deployed(folder)).to.deep.equal(expected);
  });

  it("Java, from the jar", async function () {
    if (!onPath("javac") || !onPath("mvn")) skipBecause(this, "there is no JDK or no Maven on the PATH");
    publishJar();
    expect(await deployed(copied("java"))).to.deep.equal(expected);
  });
});
