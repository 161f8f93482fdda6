// Each example, deployed by the real CLI into the sandbox: in YAML, then by the program of each other language that this
// machine can run, which must come to the same.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { repoRoot } from "../../tools/paths.mjs";
import { onPath } from "../../tools/setup/search-path.mjs";
import { skipBecause } from "../../tools/test/skip-because";
import { ProjectStack, publishJar } from "./languages";
import type { Deployment } from "./languages";
import { placesOf } from "../../sandbox/image-builder/snapshot";
import type { Arrivals } from "../../sandbox/image-builder/arrivals";
import { Workspace, failureOf } from "./workspace";

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

/** The buckets that hold exported disks. */
const filledBuckets = (arrived: Arrivals): string[] =>
  placesOf(arrived).flatMap(({ exports }) => exports.map(({ uri }) => new URL(uri).hostname));

const filledBucket = { names: filledBuckets, refusal: /BucketNotEmpty/ };

/** What builds have filled, and how AWS refuses to delete it as long as it isn't empty. */
const filled: Readonly<Record<string, { names: (arrived: Arrivals) => string[]; refusal: RegExp }>> = {
  container: { names: () => ["web"], refusal: /RepositoryNotEmptyException.*still contains images/ },
  distribution: filledBucket,
  import: filledBucket,
};

const everywhere = ["yaml", "typescript", "python", "go"];

const outputsOf = ({ resources }: Deployment): Outputs =>
  resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};

describe("examples", () => {
  it("are all tested, in every language", () => {
    expect(Object.keys(results)).to.have.members(
      readdirSync(examples, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name),
    );
    for (const name of Object.keys(results)) {
      expect(readdirSync(join(examples, name)), name).to.include.members(everywhere);
    }
  });

  for (const [name, check] of Object.entries(results)) {
    describe(name, () => {
      const program = (language: string) => join(examples, name, language);
      let workspace: Workspace;
      let stack: ProjectStack;
      let outputs: Outputs;

      before(async () => {
        workspace = await Workspace.open();
        // What the data center of the example `import` has uploaded.
        await workspace.storeFile("datacenter-images", "machines/web.vhdx");
        // The static checks have compared the programs' types already, which takes longer than the program.
        stack = await ProjectStack.open(workspace, program("yaml"), { PULUMI_NODEJS_TRANSPILE_ONLY: "true" });
      });

      after(async () => {
        stack.close();
        await workspace.close();
      });

      it("has the outputs that it promises, in YAML", async () => {
        await stack.operate(program("yaml"), "preview");
        await stack.operate(program("yaml"), "up", "--yes", "--skip-preview");
        const deployment = await stack.deployment();
        outputs = outputsOf(deployment);
        const types = deployment.resources.map(({ type }) => type);
        check(outputs, types, workspace.sandbox.imageBuilder.arrivals());
      });

      // A stack doesn't tell in which language its program is: to go on in another one changes nothing.
      async function changesNothing(language: string): Promise<void> {
        const options = ["--yes", "--skip-preview", "--expect-no-changes", "--diff"];
        await stack.operate(program(language), "up", ...options);
        expect(outputsOf(await stack.deployment())).to.deep.equal(outputs);
      }

      for (const language of everywhere.slice(1)) {
        it(`registers the same resources in ${language}`, () => changesNothing(language));
      }

      if (existsSync(program("java"))) {
        it("registers the same resources in java", async function () {
          if (!onPath("javac") || !onPath("mvn"))
            skipBecause(this, "there is no JDK or no Maven on the PATH");
          publishJar();
          await changesNothing("java");
        });
      }

      const { names, refusal } = filled[name] ?? {};
      if (refusal !== undefined) {
        it("can't be destroyed while repositories and buckets hold what builds made", async () => {
          const destroy = stack.operate(program("yaml"), "destroy", "--yes", "--skip-preview");
          expect(await failureOf(destroy)).to.match(refusal);
          const arrived = workspace.sandbox.imageBuilder.arrivals();
          for (const each of names?.(arrived) ?? []) await workspace.empty(each);
        });
      }

      it("leaves nothing behind", async () => {
        await stack.operate(program("yaml"), "destroy", "--yes", "--skip-preview");
        expect(workspace.leftovers()).to.deep.equal([]);
      });
    });
  }
});
