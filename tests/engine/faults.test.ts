// An update while a third of AWS's answers fail, and the updates after it.

import { expect } from "chai";
import { placesOf } from "../../sandbox/image-builder/snapshot";
import { useCliStack } from "./cli-stack";
import { resourcesIn } from "./workspace";

const kinds = [429, 500, "drop", "lose"] as const;

const program = `name: shaken
runtime: yaml
resources:
  everywhere:
    type: goldenimage:ImageDistribution
    properties: { regions: { eu-west-1: {}, us-east-1: {} } }
  shaken:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
      customize: [{ name: one, shell: ["true"] }, { name: two, shell: ["echo two"] }]
      distributionArn: \${everywhere.arn}
  build:
    type: goldenimage:ImageBuild
    properties: { pipelineArn: "\${shaken.pipelineArn}", triggers: ["\${shaken.recipeArn}"] }
outputs:
  imageArn: \${build.imageArn}
`;

describe("an update while answers fail", () => {
  const stack = useCliStack(program);

  async function faults(share: number): Promise<void> {
    for (const status of kinds) {
      const body = JSON.stringify({ status, count: 10_000, share: share / kinds.length });
      await fetch(`${stack.sandbox.imageBuilder.url}/_sandbox/faults`, { method: "POST", body });
    }
  }

  const run = (operation: "up" | "destroy") => stack.pulumi(operation, "--yes", "--skip-preview").ended;

  it("is completed by the next ones: no duplicates, one build a trigger, and nothing left after destroy", async () => {
    await faults(0.3);
    for (let attempt = 1; attempt <= 6; attempt++) {
      if ((await run("up")).code === 0) break;
    }
    stack.sandbox.imageBuilder.clearFaults();
    const { code, output } = await run("up");
    expect(code, output).to.equal(0);
    const { output: imageArn } = await stack.pulumi("stack", "output", "imageArn").ended;
    expect(imageArn.trim()).to.match(/:image\/shaken\/1\.0\.0\/1$/);

    const { accounts } = stack.sandbox.imageBuilder.state();
    const count = (kind: "imageRecipes" | "imagePipelines" | "images" | "infrastructureConfigurations") =>
      placesOf(accounts)
        .flatMap((place): { arn?: string }[] => place[kind])
        .filter(({ arn }) => arn?.split(":")[4] !== "aws").length;
    expect(count("imagePipelines")).to.equal(1);
    expect(count("imageRecipes")).to.equal(1);
    expect(count("infrastructureConfigurations")).to.equal(1);
    expect(count("images")).to.equal(1);

    const destroyed = await run("destroy");
    expect(destroyed.code, destroyed.output).to.equal(0);
    expect(resourcesIn(stack.sandbox)).to.deep.equal([]);
  });
});
