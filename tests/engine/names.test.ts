// Two stacks that want the same name in one account.

import { expect } from "chai";
import { startSandbox } from "../sandbox/sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { CliStack } from "./cli-stack";

const program = (project: string): string => `name: ${project}
runtime: yaml
resources:
  image:
    type: goldenimage:GoldenImage
    properties:
      name: shared
      source: { os: amazon-linux-2023 }
      customize: [{ name: step, shell: ["true"] }]
      build: { isolatedNetwork: {} }
      notify: { emails: [images@example.com] }
`;

describe("two stacks with a golden image of one name", function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  let stacks: [CliStack, CliStack];

  beforeEach(async () => {
    sandbox = await startSandbox();
    stacks = [await CliStack.open(sandbox, program("one")), await CliStack.open(sandbox, program("other"))];
  });

  afterEach(async () => {
    stacks.forEach((stack) => stack.close());
    await sandbox.close();
  });

  const up = (stack: CliStack) => stack.pulumi("up", "--yes", "--skip-preview").ended;
  const typesIn = async (stack: CliStack): Promise<string[]> => {
    const { output } = await stack.pulumi("stack", "export").ended;
    const { deployment } = JSON.parse(output) as { deployment: { resources: { type: string }[] } };
    return deployment.resources.map(({ type }) => type);
  };

  it("updated at once: one is made, and the other gets one error about the name and is not half made", async () => {
    const outcomes = await Promise.all(stacks.map(up));
    expect(outcomes.map(({ code }) => code === 0).sort()).to.deep.equal([false, true]);
    const loser = outcomes[0]?.code === 0 ? 1 : 0;
    const output = outcomes[loser]?.output ?? "";
    const errors = output.split("Diagnostics:")[1]?.match(/(?<=^ +error: ).+/gm) ?? [];
    // The engine's own words for the end of an update that has failed.
    const own = errors.filter((error) => !/update failed|client connection is closing/.test(error));
    expect(own, output).to.have.length(1);
    expect(own[0]).to.match(/\/aws\/imagebuilder\/shared.*AlreadyExists/);
    const made = (await typesIn(stacks[loser])).filter((type) => type.startsWith("aws:"));
    expect(made).to.deep.equal([]);
  });

  it("one after the other: the preview of the second says whose the name is, and what to do", async () => {
    const [first, second] = stacks;
    expect((await up(first)).code).to.equal(0);
    const { code, output } = await second.pulumi("preview").ended;
    expect(code).not.to.equal(0);
    expect(output).to.match(/name: 'shared' is taken by arn:aws:imagebuilder:\S+:image-pipeline\/shared/);
    expect(output).to.include("another 'name'");
    // It is not taken from the stack that has it.
    const again = await first.pulumi("preview", "--expect-no-changes").ended;
    expect(again.code, again.output).to.equal(0);
  });
});
