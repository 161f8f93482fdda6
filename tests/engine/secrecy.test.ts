// What the engine prints when it is asked for everything: no secret of another resource is in it because of this plugin.

import { expect } from "chai";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";

const secret = "correct-horse-battery-staple";

const program = (images: string): string => `name: secrecy
runtime: yaml
resources:
  topic:
    type: aws:sns:Topic
    properties:
      displayName:
        fn::secret: ${secret}
${images}
outputs:
  password:
    fn::secret: ${secret}
`;

/**
 * At its finest level the engine logs whatever it hands to anybody, so the stack's outputs when a component asks for what
 * an earlier update has made. It has no narrower question than that.
 */
const answers =
  /Marshaling property for RPC\[ResourceMonitor\.Invoke\(pulumi:pulumi:readStackResourceOutputs\)\]/;

const image = `
  web:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
`;

describe("an update that logs everything", () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startSandbox();
  });

  afterEach(() => sandbox.close());

  /** What an update of a stack that is there already prints of the secret. */
  async function printed(images: string, flags: string[]): Promise<string[]> {
    const stack = await CliStack.open(sandbox, program(images));
    try {
      const first = await stack.pulumi("up", "--yes", "--skip-preview").ended;
      expect(first.code, first.output).to.equal(0);
      const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview", ...flags).ended;
      expect(code, output.slice(-2000)).to.equal(0);
      await stack.pulumi("destroy", "--yes", "--skip-preview").ended;
      await stack.pulumi("stack", "rm", "--yes").ended;
      return output.split("\n").filter((line) => line.includes(secret) && !answers.test(line));
    } finally {
      stack.close();
    }
  }

  for (const flags of [["--debug"], ["--debug", "--logtostderr", "-v=9"]]) {
    it(`prints no secret of another resource, with ${flags.join(" ")}`, async () => {
      const without = await printed("", flags);
      const beside = await printed(image, flags);
      expect(beside, beside.join("\n")).to.have.length(without.length);
    });
  }
});
