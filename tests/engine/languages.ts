// Programs of other languages, as their users run them, and what they register.

import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { repoRoot, tool } from "../../tools/paths.mjs";
import type { StateResource, Workspace } from "./workspace";

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

/** Previews and deploys a YAML project from a copy of its folder. */
export async function deployYaml({ sandbox }: Workspace, project: string): Promise<Deployment> {
  const folder = mkdtempSync(join(tmpdir(), "goldenimage-yaml-"));
  try {
    cpSync(project, folder, { recursive: true });
    const pulumi = (...args: string[]) => run(tool("pulumi"), [...args, "--non-interactive"], {}, folder);
    await pulumi("stack", "init", "yaml");
    const config = Object.entries(sandbox.config).flatMap(([key, value]) => [
      "--plaintext",
      `${key}=${value}`,
    ]);
    await pulumi("config", "set-all", ...config);
    await pulumi("preview");
    await pulumi("up", "--yes", "--skip-preview");
    return (JSON.parse(await pulumi("stack", "export")) as { deployment: Deployment }).deployment;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Type, name and inputs of all but the stack and the providers. What differs by chance is blotted out. */
export function registered(deployment: Deployment): unknown[] {
  const text = JSON.stringify(deployment)
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
