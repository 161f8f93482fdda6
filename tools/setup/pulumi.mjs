// The Pulumi CLI and its YAML host: the machine's own, where it has them and they are recent enough, else built.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname } from "node:path";
import { binDir, pulumiVersion, tool } from "../paths.mjs";
import { goBuild } from "./go.mjs";
import { fingerprint, inFolder, onPath } from "./search-path.mjs";

export const pulumiStep = {
  name: "pulumi",
  says: `looking for a Pulumi CLI that is ${pulumiVersion} or later`,
  needs: [],
  inputs: ["tools/pulumi/go.mod", "tools/pulumi/go.sum"],
  values: () => [fingerprint(onPath("pulumi"))],
  outputs: [relativeTool("pulumi")],
  async run() {
    const installed = onPath("pulumi");
    const version = installed && versionOf(installed);
    if (version && isAtLeast(version, pulumiVersion)) {
      link(installed, "pulumi");
      return `using ${installed}, ${version}`;
    }
    const reason = installed
      ? `${installed} is ${version ?? "of unknown version"}`
      : "there is none on the PATH";
    console.log(`set-up: pulumi: ${reason}, so it is built; the first time takes some five minutes`);
    await goBuild({
      module: "tools/pulumi",
      program: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      name: "pulumi",
      ldflags: `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${pulumiVersion}`,
      why: `to build the Pulumi CLI; with a pulumi that is ${pulumiVersion} or later on the PATH, it isn't`,
    });
    return `built ${pulumiVersion}`;
  },
};

export const yamlHostStep = {
  name: "yaml-host",
  says: "looking for pulumi-language-yaml beside the Pulumi CLI",
  needs: ["pulumi"],
  inputs: ["tools/language-hosts/go.mod", "tools/language-hosts/go.sum"],
  values: () => [fingerprint(besidePulumi())],
  outputs: [relativeTool("pulumi-language-yaml")],
  async run() {
    const installed = besidePulumi();
    if (installed) {
      link(installed, "pulumi-language-yaml");
      return `using ${installed}`;
    }
    console.log("set-up: yaml-host: there is none, so it is built; the first time takes some two minutes");
    await goBuild({
      module: "tools/language-hosts",
      program: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
      name: "pulumi-language-yaml",
      why: "to build Pulumi's YAML host; beside a pulumi that was installed whole, there is one already",
    });
    return "built";
  },
};

export const javaHostStep = {
  name: "java-host",
  says: "building pulumi-language-java",
  needs: ["pulumi"],
  inputs: ["tools/language-hosts/go.mod", "tools/language-hosts/go.sum"],
  values: () => [fingerprint(onPath("javac"))],
  outputs: [],
  async run() {
    if (!onPath("javac")) return "left out, for want of a JDK on the PATH";
    await goBuild({
      module: "tools/language-hosts",
      program: "github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java",
      name: "pulumi-language-java",
      why: "to build Pulumi's Java host",
    });
    return "built";
  },
};

/** The YAML host that came with the machine's Pulumi, when that is the Pulumi we use. */
function besidePulumi() {
  if (!existsSync(tool("pulumi"))) return undefined;
  const folder = dirname(realpathSync(tool("pulumi")));
  return folder === realpathSync(binDir) ? undefined : inFolder(folder, "pulumi-language-yaml");
}

function relativeTool(name) {
  return tool(name).slice(dirname(dirname(binDir)).length + 1);
}

function link(target, name) {
  mkdirSync(binDir, { recursive: true });
  const unfinished = `${tool(name)}.new`;
  rmSync(unfinished, { force: true });
  symlinkSync(realpathSync(target), unfinished);
  rmSync(tool(name), { force: true });
  renameSync(unfinished, tool(name));
}

/** What `pulumi version` says, without its "v"; undefined for a program that can't say it. */
function versionOf(program) {
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const said = execFileSync(program, ["version"], {
      encoding: "utf8",
      env,
      timeout: 20_000,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return said.match(/^v?(\d+\.\d+\.\d+\S*)/)?.[1];
  } catch {
    return undefined;
  }
}

/** Compares major, minor and patch. */
function isAtLeast(version, least) {
  const [a, b] = [version, least].map((text) => text.split(/[.+-]/).slice(0, 3).map(Number));
  const at = [0, 1, 2].find((index) => a[index] !== b[index]);
  return at === undefined || a[at] > b[at];
}
