// Programs of all languages, as their users run them: `pulumi up` in the program's folder.

import { execFile } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { sdkPackages } from "../../tools/package/sdk-names.mjs";
import { distDir, version } from "../../tools/package/targets.mjs";
import { cacheDir, repoRoot, tool, venvPython } from "../../tools/paths.mjs";
import { StoredState, projectOf } from "./stored-state";
import type { StateResource } from "./stored-state";
import type { Workspace } from "./workspace";

export interface Deployment {
  resources: StateResource[];
}

/** Asynchronous: the emulator lives in this process. */
export async function run(command: string, args: string[], env = {}, cwd = repoRoot): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, {
    cwd,
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

/** A stack of a project, whose program may be any that has the project's name. */
export class ProjectStack {
  private constructor(
    /** Its settings are kept apart from the programs. */
    private readonly folder: string,
    private readonly environment: Record<string, string>,
    private readonly state: StoredState,
  ) {}

  static async open(
    { sandbox }: Workspace,
    project: string,
    environment: Record<string, string> = {},
  ): Promise<ProjectStack> {
    const program = readFileSync(join(project, "Pulumi.yaml"), "utf8");
    const stack = new ProjectStack(
      mkdtempSync(join(tmpdir(), "goldenimage-stack-")),
      { PATH: pathWithLanguages(), MAVEN_OPTS: mavenOptions, ...environment },
      new StoredState(sandbox.environment, projectOf(program), "dev"),
    );
    copyFileSync(join(project, "Pulumi.yaml"), join(stack.folder, "Pulumi.yaml"));
    await stack.pulumi(["stack", "init", "dev"], stack.folder);
    const config = Object.entries(sandbox.config).flatMap(([key, value]) => [
      "--plaintext",
      `${key}=${value}`,
    ]);
    await stack.pulumi(["config", "set-all", ...config], stack.folder);
    return stack;
  }

  /** Runs `preview`, `up` or `destroy` with the program in a folder. */
  async operate(program: string, command: string, ...options: string[]): Promise<string> {
    const settings = ["--stack", "dev", "--config-file", join(this.folder, "Pulumi.dev.yaml")];
    return this.pulumi([command, ...options, ...settings], program);
  }

  async deployment(): Promise<Deployment> {
    if (!this.state.hasSecrets()) return { resources: this.state.resources() };
    const text = await this.pulumi(["stack", "export", "--stack", "dev"], this.folder);
    return (JSON.parse(text) as { deployment: Deployment }).deployment;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async pulumi(args: string[], folder: string): Promise<string> {
    try {
      return await run(tool("pulumi"), [...args, "--non-interactive"], this.environment, folder);
    } catch (error) {
      // What went wrong is in what it printed.
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`pulumi ${args[0]} in ${folder}:\n${stdout}${stderr}`, { cause: error });
    }
  }
}

/** Previews and deploys a project. */
export async function deploy(workspace: Workspace, project: string): Promise<Deployment> {
  const stack = await ProjectStack.open(workspace, project);
  try {
    await stack.operate(project, "preview");
    await stack.operate(project, "up", "--yes", "--skip-preview");
    return await stack.deployment();
  } finally {
    stack.close();
  }
}

// A Maven repository of the tests' own: ours isn't on any, and the user's is the user's.
const mavenRepository = join(cacheDir, "m2");

export const mavenOptions = `-Dmaven.repo.local=${mavenRepository}`;

/** Puts the Java SDK where Maven finds it. */
export function publishJar(): void {
  const published = join(mavenRepository, "io/goldenimage/pulumi", version);
  mkdirSync(published, { recursive: true });
  for (const file of sdkPackages.java) place(join(published, file), readFileSync(join(distDir, file)));
}

/** A PATH with the stand-ins for language hosts, and the Python that has the packages. */
export function pathWithLanguages(path = process.env.PATH): string {
  const folder = join(cacheDir, "language-hosts");
  // Relative, so that a copy of the checkout runs its own.
  const host = relative(folder, join(__dirname, "language-hosts/host.mjs"));
  mkdirSync(folder, { recursive: true });
  for (const language of ["go", "nodejs", "python"]) {
    const launcher = `#!/bin/sh\nexec node "$(dirname "$0")/${host}" ${language} "$@"\n`;
    place(join(folder, `pulumi-language-${language}`), launcher, 0o755);
  }
  return [folder, dirname(venvPython), path].join(delimiter);
}

/** Writes a file that another test may be using: that one sees the old or the new, and never a part. */
function place(file: string, content: string | Buffer, mode = 0o644): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, content, { mode });
  renameSync(unfinished, file);
}

/** Type, name and inputs of all but the stack and the providers. What differs by chance is blotted out. */
export function registered(deployment: Deployment): unknown[] {
  const text = JSON.stringify(deployment)
    // What is random in tags, in the runs of updates and in the digest of what a guard of orphans stands on.
    .replace(/"[0-9a-f]{16}(?=[/"])/g, '"*')
    .replace(/"uses":"[^"]+"/g, '"uses":"*"')
    // The engine's own endings of names, and what the sandbox counts up.
    .replace(/-[0-9a-f]{7}(?=["/\\])/g, "-*")
    .replace(/\b(ami|lt|vpc|subnet|sg|rtb|vpce|pl)-[0-9a-f]{8,17}\b/g, "$1-*")
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "*");
  const { resources } = JSON.parse(text) as Deployment;
  return resources
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ urn, type, inputs }) => {
      const { __defaults: _, content: __, ...rest } = inputs ?? {};
      return { name: urn.split("::").slice(2).join("::"), type, inputs: rest };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
