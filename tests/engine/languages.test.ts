// The same stack as a program of each language, on the real engine.

import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import quickstart from "../../examples/quickstart/typescript/index";
import { repoRoot, tool, venvPython } from "../../tools/paths.mjs";
import { Workspace } from "./workspace";
import type { StateResource } from "./workspace";

const examples = join(repoRoot, "examples/quickstart");

/** Asynchronous: the emulator lives in this process. */
async function run(command: string, args: string[], env = {}, cwd = repoRoot): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, {
    cwd,
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

async function typescript(workspace: Workspace): Promise<unknown> {
  const stack = await workspace.stackOf(quickstart);
  await stack.preview();
  await stack.up();
  return (await stack.exportStack()).deployment;
}

async function python({ sandbox }: Workspace): Promise<unknown> {
  const driver = join(__dirname, "programs/driver.py");
  const program = join(examples, "python/__main__.py");
  return JSON.parse(await run(venvPython, [driver, program], { CONFIG: JSON.stringify(sandbox.config) }));
}

async function go({ sandbox }: Workspace): Promise<unknown> {
  return JSON.parse(await run(tool("go-quickstart"), [], { CONFIG: JSON.stringify(sandbox.config) }));
}

async function yaml({ sandbox }: Workspace): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "goldenimage-yaml-"));
  try {
    cpSync(join(examples, "yaml"), folder, { recursive: true });
    const pulumi = (...args: string[]) => run(tool("pulumi"), [...args, "--non-interactive"], {}, folder);
    await pulumi("stack", "init", "yaml");
    const config = Object.entries(sandbox.config).flatMap(([key, value]) => [
      "--plaintext",
      `${key}=${value}`,
    ]);
    await pulumi("config", "set-all", ...config);
    await pulumi("preview");
    await pulumi("up", "--yes", "--skip-preview");
    return (JSON.parse(await pulumi("stack", "export")) as { deployment: unknown }).deployment;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Type, name and inputs of all but the stack and the providers. What the engine makes up at random is blotted out. */
function registered(deployment: unknown): unknown[] {
  const text = JSON.stringify(deployment).replace(/-[0-9a-f]{7}"/g, '-*"');
  const { resources } = JSON.parse(text) as { resources: StateResource[] };
  return resources
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ urn, type, inputs }) => {
      const { __defaults: _, ...rest } = inputs ?? {};
      return { name: urn.split("::").slice(2).join("::"), type, inputs: rest };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function deployed(program: (workspace: Workspace) => Promise<unknown>): Promise<unknown[]> {
  const workspace = await Workspace.open();
  try {
    return registered(await program(workspace));
  } finally {
    await workspace.close();
  }
}

describe("the quickstart in each language", function () {
  this.timeout(120_000);
  let expected: unknown[];

  before(async () => {
    expected = await deployed(typescript);
    expect(expected).to.have.length.above(10);
  });

  for (const [language, program] of Object.entries({ python, go, yaml })) {
    it(`registers in ${language} what it does in TypeScript`, async () => {
      const actual = await deployed(program);
      expect(actual).to.have.length(expected.length);
      // One at a time: of a larger difference the report shows nothing.
      actual.forEach((resource, index) => expect(resource).to.deep.equal(expected[index]));
    });
  }
});
