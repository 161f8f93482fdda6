// As much as Image Builder takes. What is beyond is in wrong-input.test.ts.

import { GoldenImage, ImageBuild } from "@goldenimage/pulumi";
import { expect } from "chai";
import { resourcesOf, useWorkspace } from "./workspace";

const source = { os: "amazon-linux-2023" } as const;

/** A component document of about that many characters. */
function documentOf(size: number): string {
  const lines = Array.from({ length: Math.ceil(size / 100) }, () => `            - echo ${"x".repeat(80)}`);
  return [
    "schemaVersion: 1.0",
    "phases:",
    "  - name: build",
    "    steps:",
    "      - name: Long",
    "        action: ExecuteBash",
    "        inputs:",
    "          commands:",
    ...lines,
    "",
  ].join("\n");
}

describe("a golden image at Image Builder's limits", () => {
  const workspace = useWorkspace();

  it("builds with a document of 60 KB, 20 components, 15 block devices and 40 tags", async () => {
    const stack = await workspace.stackOf(async () => {
      const image = new GoldenImage("large", {
        source,
        customize: [
          { name: "long", document: documentOf(60_000) },
          // With patching, cleaning up and the built-in tests there are twenty.
          ...Array.from({ length: 16 }, (_, index) => ({ name: `step-${index}`, shell: ["true"] })),
        ],
        documentBucket: {},
        storage: {
          volumes: Array.from({ length: 14 }, (_, index) => ({
            deviceName: `/dev/sd${String.fromCharCode("f".charCodeAt(0) + index)}`,
            size: 1,
          })),
        },
        tags: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`tag-${index}`, "value"])),
      });
      const build = new ImageBuild("build", { pipelineArn: image.pipelineArn, triggers: [image.recipeArn] });
      return { amiIds: build.amiIds };
    });
    await stack.preview();
    const { outputs } = await stack.up();
    expect(outputs.amiIds?.value).to.have.property("eu-west-1");
    const resources = await resourcesOf(stack);
    expect(resources.get("large-component-long")?.inputs.uri).to.match(
      /^s3:\/\/.+\/goldenimage\/large\/long-/,
    );
    expect(resources.get("large-recipe")?.inputs.components).to.have.length(20);
    expect(resources.get("large-recipe")?.inputs.blockDeviceMappings).to.have.length(15);
    expect((await stack.up()).summary.resourceChanges).to.have.all.keys("same");

    // Another document is another object, and another version.
    stack.workspace.program = async () => {
      new GoldenImage("large", {
        source,
        customize: [{ name: "long", document: documentOf(61_000) }],
        documentBucket: {},
      });
    };
    await stack.up();
    expect((await resourcesOf(stack)).get("large-component-long")?.inputs.version).to.equal("1.0.1");
    await stack.destroy();
    expect(workspace.leftovers()).to.deep.equal([]);
  });
});
