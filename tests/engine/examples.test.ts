// Each example, deployed by the real CLI into the sandbox, in each language that this machine can run it in.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { repoRoot } from "../../tools/paths.mjs";
import { deployYaml, registered } from "./languages";
import type { Deployment } from "./languages";
import type { Arrivals } from "../sandbox/image-builder/arrivals";
import { Workspace } from "./workspace";

const examples = join(repoRoot, "examples");

const ami = /^ami-[0-9a-f]{17}$/;
type Outputs = Record<string, unknown>;

/** What each example must come to, by its outputs, the types of its resources, and what has arrived in the sandbox. */
const results: Record<string, (outputs: Outputs, types: string[], arrived: Arrivals) => void> = {
  quickstart: (outputs) => expect(outputs.version).to.equal("1.0.0"),
  "hardened-base": (outputs, types) => {
    expect((outputs.amiIds as Outputs)["eu-west-1"]).to.match(ami);
    expect(types).to.include.members([
      "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy",
      "aws:sns/topic:Topic",
    ]);
  },
  application: (outputs) => expect((outputs.amiIds as Outputs)["eu-west-1"]).to.match(ami),
  windows: (outputs) => expect((outputs.amiIds as Outputs)["eu-west-1"]).to.match(ami),
  container: (outputs) =>
    expect((outputs.containerUris as Outputs)["eu-west-1"]).to.match(/\.dkr\.ecr\.eu-west-1\..+\/web:/),
  "private-network": (outputs, types) => {
    expect((outputs.amiIds as Outputs)["eu-west-1"]).to.match(ami);
    expect(types).to.include("aws:ec2/vpcEndpoint:VpcEndpoint");
  },
  // tests/engine/distribution.test.ts compares what arrives.
  distribution: (outputs) => expect(outputs.buckets).to.have.all.keys("eu-west-1"),
  "distribution-target": (outputs) =>
    expect(outputs.roleArn).to.match(/:role\/EC2ImageBuilderDistributionCrossAccountRole$/),
  import: (outputs, _, arrived) => {
    expect(outputs.amiId).to.match(ami);
    const files = Object.values(arrived).flatMap((regions) => regions["eu-west-1"]?.exports ?? []);
    expect(files.map(({ diskImageFormat }) => diskImageFormat)).to.deep.equal(["VMDK"]);
    expect(outputs.imageArn).to.match(/:image\/datacenter\/1\.0\.0\/1$/);
  },
  macos: (outputs) => expect(outputs.pipelineArn).to.match(/:image-pipeline\/agent$/),
};

async function inSandbox<T>(deploy: (workspace: Workspace) => Promise<T>): Promise<T> {
  const workspace = await Workspace.open();
  try {
    // What the data center of the example `import` has uploaded.
    await workspace.storeFile("datacenter-images", "machines/web.vhdx");
    return await deploy(workspace);
  } finally {
    await workspace.close();
  }
}

const outputsOf = ({ resources }: Deployment): Outputs =>
  resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};

describe("examples", function () {
  this.timeout(120_000);

  it("are all looked at", () => {
    expect(Object.keys(results)).to.include.members(readdirSync(examples));
  });

  for (const [name, check] of Object.entries(results)) {
    it(`${name} comes to what it says, in YAML, and registers the same in TypeScript`, async () => {
      const [yaml, arrived] = await inSandbox(async (workspace) => [
        await deployYaml(workspace, join(examples, name, "yaml")),
        workspace.sandbox.imageBuilder.arrivals(),
      ]);
      check(
        outputsOf(yaml),
        yaml.resources.map(({ type }) => type),
        arrived,
      );

      const program = (await import(join(examples, name, "typescript/index.ts"))) as { default: PulumiFn };
      const typescript = await inSandbox(async (workspace) => {
        const stack = await workspace.stackOf(program.default);
        await stack.preview();
        await stack.up();
        const { deployment } = (await stack.exportStack()) as { deployment: Deployment };
        await stack.destroy();
        expect(workspace.leftovers(), "what is left behind").to.deep.equal([]);
        return deployment;
      });
      const [actual, expected] = [registered(typescript), registered(yaml)];
      expect(actual).to.have.length(expected.length);
      // One at a time: of a larger difference the report shows nothing.
      actual.forEach((resource, index) => expect(resource).to.deep.equal(expected[index]));
    });
  }
});
