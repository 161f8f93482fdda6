// What an update leaves behind when its CLI is killed while something changes: AWS has the change, and Pulumi's state does
// not. The next update finds it, and takes it up.

import { expect } from "chai";
import { placesOf } from "../../sandbox/image-builder/snapshot";
import { useCliStack } from "./cli-stack";
import { workflowsWith } from "./versioned-stack";
import { resourcesIn } from "./workspace";

/** One of each kind of resource that the components make. */
const everything = (line: string, description: string): string => `name: lost
runtime: yaml
resources:
  web:
    type: goldenimage:GoldenImage
    properties:
      description: ${description}
      source: { os: amazon-linux-2023 }
      customize: [{ name: step, shell: ["${line}"] }]
      storage: { encrypted: false }
      build: { isolatedNetwork: {} }
      documentBucket: {}
      notify: { emails: [images@example.com] }
      lifecycle: { delete: { olderThan: 90, unit: DAYS } }
      ${workflowsWith(line.split(" ").at(-1) ?? "")}
      distribution:
        regions:
          eu-west-1: { launchTemplates: [{}] }
          us-east-1: { export: { format: vmdk } }
  box:
    type: goldenimage:GoldenImage
    properties:
      description: ${description}
      source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" }
      container: {}
      customize: [{ name: step, shell: ["${line}"] }]
      schedule: { afterPipelineArn: "\${web.pipelineArn}" }
  target:
    type: goldenimage:DistributionTarget
    properties: { sourceAccountIds: ["111122223333"] }
  importer:
    type: goldenimage:ImageImportRole
    properties: { bucketName: machines }
`;

describe("an update whose CLI is killed while it changes something", () => {
  const stack = useCliStack(everything("echo first", "first"), { scope: "test" });

  type Operation = "up" | "destroy";
  const run = (operation: Operation) => stack.pulumi(operation, "--yes", "--skip-preview");

  /**
   * Kills the CLI when AWS has made a change of a wanted kind, and before the CLI hears of it. What is changed beside it
   * is lost, too: all kinds that are, the wanted one first. Where none is, the operation has come to its end.
   */
  async function killAt(wanted: (kind: string) => boolean, operation: Operation = "up"): Promise<string[]> {
    const update = run(operation);
    const lost: string[] = [];
    stack.sandbox.imageBuilder.changed = async (kind) => {
      if (lost.length === 0) {
        if (!wanted(kind)) return;
        void stack.kill(update);
      }
      lost.push(kind);
      await update.ended;
    };
    const { code, output } = await update.ended;
    stack.sandbox.imageBuilder.changed = undefined;
    expect(code, output).to.equal(lost.length === 0 ? 0 : null);
    if (lost.length > 0) await stack.pulumi("cancel", "--yes").ended;
    return lost;
  }

  /** One time for each kind of change, until an operation comes to its end. */
  async function killAtEachKind(operation: Operation = "up"): Promise<{ kills: number; lost: Set<string> }> {
    const killed = new Set<string>();
    const lost = new Set<string>();
    for (;;) {
      const kinds = await killAt((kind) => !killed.has(kind), operation);
      if (kinds[0] === undefined) return { kills: killed.size, lost };
      killed.add(kinds[0]);
      kinds.forEach((kind) => lost.add(kind));
    }
  }

  it("is completed by the next ones, at each kind of change: create, replace and delete", async () => {
    const first = await killAtEachKind();
    expect(first.kills).to.be.at.least(20);
    expect([...first.lost]).to.have.length.above(30);
    await stack.expectWhole();

    stack.write(everything("echo second", "first"));
    expect([...(await killAtEachKind()).lost]).to.include.members([
      "CreateComponent",
      "CreateImageRecipe",
      "CreateContainerRecipe",
      "CreateWorkflow",
      "UpdateImagePipeline",
      "DeleteComponent",
      "DeleteImageRecipe",
    ]);
    await stack.expectWhole();

    expect((await killAtEachKind("destroy")).kills).to.be.at.least(5);
    expect(resourcesIn(stack.sandbox)).to.deep.equal([]);
  });

  it("is completed by an update of another program, which changes what it finds", async () => {
    for (const what of ["CreateComponent", "CreateImagePipeline"]) {
      expect(await killAt((kind) => kind === what)).to.include(what);
      stack.write(everything(`echo after-${what}`, what));
    }
    const { code, output } = await run("up").ended;
    expect(code, output).to.equal(0);
    const again = await stack.pulumi("preview", "--expect-no-changes").ended;
    expect(again.code, again.output).to.equal(0);
    const [pipeline] = placesOf(stack.sandbox.imageBuilder.state().accounts).flatMap(
      ({ imagePipelines }) => imagePipelines,
    );
    expect(pipeline?.description).to.equal("CreateImagePipeline");
  });
});
