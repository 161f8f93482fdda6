// The provider's configuration with mistakes, as the CLI tells them.

import { expect } from "chai";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";

describe("a wrong configuration of the provider", () => {
  let sandbox: Sandbox;
  let stack: CliStack;

  before(async () => {
    sandbox = await startSandbox();
    stack = await CliStack.open(sandbox, "name: configured\nruntime: yaml\n");
  });

  after(async () => {
    stack.close();
    await sandbox.close();
  });

  const settings = {
    regoin: "eu-west-1",
    accessKey: "planted",
    maxRetries: "often",
    endpoints: '[{"imagebulider":"http://127.0.0.1:1"},{"sts":"127.0.0.1"}]',
    assumeRoles: '[{"roleArn":"arn:aws:iam::123456789012:role/planted","duration":"1d"}]',
    allowedAccountIds: '["123456789012"]',
  };
  const lines = [
    "allowedAccountIds: is no setting of goldenimage; only the 'aws' provider has it: leave it out",
    "assumeRoles[0].duration: must be 15 minutes to 12 hours, such as 1h30m or 900s",
    'endpoints[0]["imagebulider"]: is unknown; did you mean imagebuilder?',
    'endpoints[1]["sts"]: must be a URL, such as http://127.0.0.1:4566',
    "maxRetries: must be a whole number, not a string",
    "regoin: is unknown; did you mean region?",
    "secretKey: is required with the other parts of the key",
  ];

  const write = (resources: object): void =>
    stack.write(JSON.stringify({ name: "configured", runtime: "yaml", resources }));

  async function refuses(expected: readonly string[]): Promise<void> {
    const { code, output } = await stack.pulumi("preview").ended;
    expect(code, output).not.to.equal(0);
    expect(
      output.match(/(?<=^ +- )\S+: .+$/gm)?.map((line) => line.trim()),
      output,
    ).to.deep.equal(expected);
    expect(output).not.to.include("planted");
  }

  // Names and types, Pulumi's YAML has checked itself.
  it("is refused with all mistakes, in an explicit provider", async () => {
    const { accessKey, endpoints, assumeRoles } = settings;
    write({
      own: {
        type: "pulumi:providers:goldenimage",
        properties: {
          accessKey,
          endpoints: JSON.parse(endpoints) as unknown,
          assumeRoles: JSON.parse(assumeRoles) as unknown,
        },
      },
      image: {
        type: "goldenimage:GoldenImage",
        properties: { source: { os: "debian-12" } },
        options: { provider: "${own}" },
      },
    });
    await refuses(lines.filter((line) => /^(assumeRoles|endpoints|secretKey)/.test(line)));
  });

  it("is refused with all mistakes, in the stack's configuration", async () => {
    const pipelineArn = "arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/base";
    write({ build: { type: "goldenimage:ImageBuild", properties: { pipelineArn } } });
    const config = Object.entries(settings).flatMap(([name, value]) => [
      "--plaintext",
      `goldenimage:${name}=${value}`,
    ]);
    await stack.run("config", "rm", "goldenimage:secretKey");
    await stack.run("config", "set-all", ...config);
    await refuses(lines);
  });
});
