// An update that AWS refuses. The aws provider leaves in the state what it wanted to do, so that the next update finds
// nothing to do: only a refresh sees what AWS has. See https://github.com/pulumi/pulumi/issues/21458.

import { expect } from "chai";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";

const secret = "a-description-nobody-may-read";

const program = (cron: string): string => `name: refused
runtime: yaml
resources:
  web:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
      description: { "fn::secret": "${secret} at ${cron}" }
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
    stack.close();
    await sandbox.close();
  });

  const atAws = (): unknown => {
    const { accounts } = sandbox.imageBuilder.state();
    return accounts["123456789012"]?.["eu-west-1"]?.imagePipelines[0]?.schedule?.scheduleExpression;
  };

  it("fails with AWS's words and keeps secrets, and a refresh before the next one finds what AWS still has", async () => {
    stack.write(program(changed));
    const refusal = { operation: "UpdateImagePipeline", count: 1, status: 400 };
    await fetch(`${sandbox.imageBuilder.url}/_sandbox/faults`, {
      method: "POST",
      body: JSON.stringify(refusal),
    });
    const refused = await stack.pulumi("up", "--yes", "--skip-preview").ended;
    expect(refused.code, refused.output).not.to.equal(0);
    expect(refused.output).to.match(/UpdateImagePipeline, InvalidRequestException: A refusal on demand/);
    expect(refused.output).not.to.include(secret);
    expect(await stack.exportState()).not.to.include(secret);

    const next = await stack.run("up", "--yes", "--skip-preview");
    expect(next).to.match(/1 updated/);
    expect(atAws()).to.equal(`cron(${old})`);

    await stack.run("up", "--yes", "--skip-preview", "--refresh");
    expect(atAws()).to.equal(`cron(${changed})`);
    await stack.expectWhole();
    await stack.run("destroy", "--yes", "--skip-preview");
  });
});
