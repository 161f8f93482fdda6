// An update that AWS refuses. The aws provider leaves in the state what it wanted to do, so that the next update finds
// nothing to do: only a refresh sees what AWS has. See https://github.com/pulumi/pulumi/issues/21458.

import { expect } from "chai";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";

const secret = "a-description-nobody-may-read";

const program = (cron: string, line = "true"): string => `name: refused
runtime: yaml
resources:
  web:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
      description: { "fn::secret": ${secret} }
      customize: [{ name: step, shell: ["${line}"] }]
      schedule: { cron: "${cron}" }
`;

const [old, changed] = ["0 3 ? * SUN *", "0 5 ? * MON *"];

describe("an update that AWS refuses", function () {
  this.timeout(240_000);
  let sandbox: Sandbox;
  let stack: CliStack;

  before(async () => {
    sandbox = await startSandbox();
    stack = await CliStack.open(sandbox, program(old));
    await stack.run("up", "--yes", "--skip-preview");
  });

  after(async () => {
    await stack.run("destroy", "--yes", "--skip-preview");
    stack.close();
    await sandbox.close();
  });

  const pipeline = () =>
    sandbox.imageBuilder.state().accounts["123456789012"]?.["eu-west-1"]?.imagePipelines[0];
  const up = (...flags: string[]) => stack.pulumi("up", "--yes", "--skip-preview", ...flags).ended;

  /** An update to a program, of which AWS refuses what is about the pipeline. */
  async function refused(to: string): Promise<void> {
    stack.write(to);
    const body = JSON.stringify({ operation: "UpdateImagePipeline", count: 1, status: 400 });
    await fetch(`${sandbox.imageBuilder.url}/_sandbox/faults`, { method: "POST", body });
    const { code, output } = await up();
    expect(code, output).not.to.equal(0);
    expect(output).to.match(/UpdateImagePipeline, InvalidRequestException: A refusal on demand/);
    expect(output).not.to.include(secret);
    expect(await stack.exportState()).not.to.include(secret);
  }

  it("is lost on the next one, which sends nothing, until a refresh finds what AWS has", async () => {
    await refused(program(changed));
    const { code, output } = await up();
    expect(code, output).to.equal(0);
    expect(pipeline()?.schedule?.scheduleExpression).to.equal(`cron(${old})`);

    const refreshed = await up("--refresh");
    expect(refreshed.code, refreshed.output).to.equal(0);
    expect(pipeline()?.schedule?.scheduleExpression).to.equal(`cron(${changed})`);
    await stack.expectWhole();
  });

  it("keeps the old version in use, which the next one can't delete, until a refresh", async () => {
    const recipe = pipeline()?.imageRecipeArn;
    await refused(program(changed, "echo new"));
    const { code, output } = await up();
    expect(code, output).not.to.equal(0);
    expect(output).to.include("ResourceDependencyException");
    expect(pipeline()?.imageRecipeArn).to.equal(recipe);

    const refreshed = await up("--refresh");
    expect(refreshed.code, refreshed.output).to.equal(0);
    expect(pipeline()?.imageRecipeArn).not.to.equal(recipe);
    await stack.expectWhole();
  });
});
