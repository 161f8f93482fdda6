// The same stacks as programs of each language, on the real engine.

import { join } from "node:path";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import distribution from "../../examples/distribution/typescript/index";
import distributionTarget from "../../examples/distribution-target/typescript/index";
import quickstart from "../../examples/quickstart/typescript/index";
import { repoRoot, tool, venvPython } from "../../tools/paths.mjs";
import { deployYaml, registered, run } from "./languages";
import type { Deployment } from "./languages";
import { Workspace } from "./workspace";

const examples = join(repoRoot, "examples");

const typescript = (program: PulumiFn) => async (workspace: Workspace) => {
  const stack = await workspace.stackOf(program);
  await stack.preview();
  await stack.up();
  return (await stack.exportStack()).deployment as Deployment;
};

const python =
  (example: string) =>
  async ({ sandbox }: Workspace): Promise<Deployment> => {
    const driver = join(__dirname, "programs/driver.py");
    const program = join(examples, example, "python/__main__.py");
    return JSON.parse(
      await run(venvPython, [driver, program], { CONFIG: JSON.stringify(sandbox.config) }),
    ) as Deployment;
  };

async function go({ sandbox }: Workspace): Promise<Deployment> {
  return JSON.parse(
    await run(tool("go-quickstart"), [], { CONFIG: JSON.stringify(sandbox.config) }),
  ) as Deployment;
}

const yaml =
  (example: string) =>
  (workspace: Workspace): Promise<Deployment> =>
    deployYaml(workspace, join(examples, example, "yaml"));

async function deployed(program: (workspace: Workspace) => Promise<Deployment>): Promise<unknown[]> {
  const workspace = await Workspace.open();
  try {
    return registered(await program(workspace));
  } finally {
    await workspace.close();
  }
}

/** YAML beside TypeScript is what examples.test.ts is about. */
const programs: [example: string, typescript: PulumiFn, others: Record<string, typeof go>][] = [
  ["quickstart", quickstart, { python: python("quickstart"), go, yaml: yaml("quickstart") }],
  ["distribution", distribution, { python: python("distribution") }],
  ["distribution-target", distributionTarget, { python: python("distribution-target") }],
];

for (const [example, program, others] of programs) {
  describe(`the example ${example} in each language`, function () {
    this.timeout(120_000);
    let expected: unknown[];

    before(async () => {
      expected = await deployed(typescript(program));
      expect(expected).to.have.length.above(4);
    });

    for (const [language, other] of Object.entries(others)) {
      it(`registers in ${language} what it does in TypeScript`, async () => {
        const actual = await deployed(other);
        expect(actual).to.have.length(expected.length);
        // One at a time: of a larger difference the report shows nothing.
        actual.forEach((resource, index) => expect(resource).to.deep.equal(expected[index]));
      });
    }
  });
}
