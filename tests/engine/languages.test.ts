// The same stack as a program of each language, on the real engine.

import { join } from "node:path";
import { expect } from "chai";
import quickstart from "../../examples/quickstart/typescript/index";
import { repoRoot, tool, venvPython } from "../../tools/paths.mjs";
import { deployYaml, registered, run } from "./languages";
import type { Deployment } from "./languages";
import { Workspace } from "./workspace";

const examples = join(repoRoot, "examples/quickstart");

async function typescript(workspace: Workspace): Promise<Deployment> {
  const stack = await workspace.stackOf(quickstart);
  await stack.preview();
  await stack.up();
  return (await stack.exportStack()).deployment as Deployment;
}

async function python({ sandbox }: Workspace): Promise<Deployment> {
  const driver = join(__dirname, "programs/driver.py");
  const program = join(examples, "python/__main__.py");
  return JSON.parse(
    await run(venvPython, [driver, program], { CONFIG: JSON.stringify(sandbox.config) }),
  ) as Deployment;
}

async function go({ sandbox }: Workspace): Promise<Deployment> {
  return JSON.parse(
    await run(tool("go-quickstart"), [], { CONFIG: JSON.stringify(sandbox.config) }),
  ) as Deployment;
}

const yaml = (workspace: Workspace): Promise<Deployment> => deployYaml(workspace, join(examples, "yaml"));

async function deployed(program: (workspace: Workspace) => Promise<Deployment>): Promise<unknown[]> {
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
