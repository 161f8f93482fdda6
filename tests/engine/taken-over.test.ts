// A recipe that somebody has made by hand, and that a golden image takes over.

import { CreateImageRecipeCommand } from "@aws-sdk/client-imagebuilder";
import { GoldenImage } from "@goldenimage/pulumi";
import type { GoldenImageArgs } from "@goldenimage/pulumi";
import type { ResourceTransform } from "@pulumi/pulumi";
import { expect } from "chai";
import { CliStack } from "./cli-stack";
import { program } from "./versioned-stack";
import { clientOf, useWorkspace } from "./workspace";

describe("a recipe that was made by hand gets the next version", () => {
  const workspace = useWorkspace("test");
  let arn: string;

  beforeEach(async () => {
    const client = clientOf(workspace.sandbox);
    const { imageRecipeArn } = await client.send(
      new CreateImageRecipeCommand({
        name: "web",
        semanticVersion: "3.2.0",
        parentImage: "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x",
        components: [
          { componentArn: "arn:aws:imagebuilder:eu-west-1:aws:component/hello-world-linux/x.x.x" },
        ],
      }),
    );
    arn = String(imageRecipeArn);
  });

  it("after pulumi import", async () => {
    const stack = await CliStack.open(workspace.sandbox, program("one"));
    const resources = [
      { type: "goldenimage:index:GoldenImage", name: "web", component: true },
      { type: "aws:imagebuilder/imageRecipe:ImageRecipe", name: "web-recipe", id: arn, parent: "web" },
    ];
    stack.writeFile("import.json", JSON.stringify({ resources }));
    await stack.run("import", "--file", "import.json", "--yes", "--protect=false", "--generate-code=false");
    await stack.run("up", "--yes", "--skip-preview");
    expect(stack.output("version")).to.equal("3.2.1");
    await stack.expectWhole();
    await stack.run("destroy", "--yes", "--skip-preview");
    expect(workspace.leftovers()).to.deep.equal([]);
    stack.close();
  });

  it("after an import of its version by the import option", async () => {
    const importCount: ResourceTransform = ({ name, props, opts }) =>
      name === "web-recipe-version" ? { props, opts: { ...opts, import: "recipe/web" } } : undefined;
    const inline = (line: string, transforms: ResourceTransform[]) => async () => {
      const args: GoldenImageArgs = {
        source: { os: "amazon-linux-2023" },
        customize: [{ name: "step", shell: [line] }],
      };
      return { version: new GoldenImage("web", args, { transforms }).version };
    };
    const stack = await workspace.stackOf(inline("echo one", [importCount]));
    expect((await stack.up()).outputs.version?.value).to.equal("3.2.1");
    stack.workspace.program = inline("echo two", []);
    expect((await stack.up()).outputs.version?.value).to.equal("3.2.2");
    await stack.up({ expectNoChanges: true });
    await stack.destroy();
    expect(workspace.leftovers()).to.deep.equal([arn]);
  });
});
