// What an update leaves behind when its process is killed, and how the next one goes on.

import { existsSync } from "node:fs";
import { expect } from "chai";
import { skipBecause } from "../../tools/test/skip-because";
import { placesOf } from "../../sandbox/image-builder/snapshot";
import { useCliStack } from "./cli-stack";
import type { Command } from "./cli-stack";

const program = `name: interrupted
runtime: yaml
resources:
  web:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
      customize: [{ name: step, shell: ["true"] }]
  build:
    type: goldenimage:ImageBuild
    properties:
      pipelineArn: \${web.pipelineArn}
      triggers: ["\${web.recipeArn}"]
`;

describe("an update that is killed while its build runs", () => {
  before(function () {
    if (!existsSync("/proc"))
      skipBecause(this, "this machine has no /proc to find the plugin's processes in");
  });

  // Slow enough to be caught in the middle.
  const stack = useCliStack(program, { scope: "test", settings: { phaseMilliseconds: 600 } });

  const starts = () =>
    stack.sandbox.imageBuilder
      .requests()
      .filter(({ operation }) => operation === "StartImagePipelineExecution").length;

  async function buildStarted(): Promise<void> {
    while (starts() === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  const victims: Record<string, (update: Command) => unknown> = {
    "CLI interrupted by Ctrl-C": ({ process: cli }) => cli.kill("SIGINT"),
    "CLI killed": (update) => stack.kill(update),
    "plugin killed": () => stack.plugins().forEach((pid) => process.kill(pid, "SIGKILL")),
  };

  for (const [victim, kill] of Object.entries(victims)) {
    it(`along with its ${victim}, continues the same build next time`, async function () {
      const update = stack.pulumi("up", "--yes", "--skip-preview");
      await buildStarted();
      await kill(update);
      const first = await update.ended;
      expect(first.code, first.output).not.to.equal(0);
      await stack.pulumi("cancel", "--yes").ended;

      const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview").ended;
      expect(code, output).to.equal(0);
      expect(starts()).to.equal(1);
      const again = await stack.pulumi("preview", "--expect-no-changes").ended;
      expect(again.code, again.output).to.equal(0);
      const destroyed = await stack.pulumi("destroy", "--yes", "--skip-preview").ended;
      expect(destroyed.code, destroyed.output).to.equal(0);
    });
  }

  it("by killing its plugin at twenty points, is completed by the next update", async () => {
    const deploy = (line: string): Command => {
      stack.write(program.replace('["true"]', `["echo ${line}"]`));
      return stack.pulumi("up", "--yes", "--skip-preview");
    };
    const first = await deploy("first").ended;
    expect(first.code, first.output).to.equal(0);
    // An update of a line changes six things: it makes a component and a recipe, moves the pipeline over, builds, and
    // deletes the old recipe and component.
    const changesOfAnUpdate = 6;
    let killed = 0;
    // What an update that was killed has left to do may be less than that: then the next one is killed instead.
    for (let point = 0; killed < 20; point++) {
      let change = 0;
      stack.sandbox.imageBuilder.changed = async () => {
        if (change++ !== point % changesOfAnUpdate) return;
        for (const pid of stack.plugins()) {
          process.kill(pid, "SIGKILL");
          killed++;
        }
      };
      await deploy(`point ${point}`).ended;
    }
    stack.sandbox.imageBuilder.changed = undefined;
    const last = await deploy("last").ended;
    expect(last.code, last.output).to.equal(0);
    const again = await stack.pulumi("preview", "--expect-no-changes").ended;
    expect(again.code, again.output).to.equal(0);
    const { accounts } = stack.sandbox.imageBuilder.state();
    const own = (kind: "components" | "imageRecipes" | "imagePipelines" | "images"): string[] =>
      placesOf(accounts)
        .flatMap((place): { arn?: string }[] => place[kind])
        .flatMap(({ arn }) => (arn === undefined || arn.split(":")[4] === "aws" ? [] : [arn]));
    expect(own("components")).to.have.length(4);
    expect(own("imageRecipes")).to.have.length(1);
    expect(own("imagePipelines")).to.have.length(1);
    // Each version was built once at most: a build that goes on is taken up, and not begun again.
    const builds = own("images").map((arn) => arn.split("/").slice(-2, -1)[0]);
    expect(builds).to.have.length(new Set(builds).size);
    const destroyed = await stack.pulumi("destroy", "--yes", "--skip-preview").ended;
    expect(destroyed.code, destroyed.output).to.equal(0);
  });
});
