// Versions only go up, whatever the program, the state and others say; and a destroy takes them all away.

import {
  CreateComponentCommand,
  CreateImageRecipeCommand,
  ImagebuilderClient,
} from "@aws-sdk/client-imagebuilder";
import { GoldenImage } from "@goldenimage/pulumi";
import type { ResourceTransform } from "@pulumi/pulumi";
import { expect } from "chai";
import { CliStack } from "./cli-stack";
import { VersionedStack, program } from "./versioned-stack";
import { Workspace } from "./workspace";

describe("versions", function () {
  this.timeout(400_000);
  let versioned: VersionedStack;

  beforeEach(async () => {
    versioned = await VersionedStack.begin();
  });

  afterEach(() => versioned.end());

  describe("are all gone after a destroy", () => {
    it("of a state that was set back", async () => {
      const before = await versioned.stack.exportState();
      versioned.another();
      await versioned.up();
      versioned.another({ steps: "- { name: extra, shell: [date] }" });
      await versioned.up();
      await versioned.stack.importState(before);
      await versioned.destroy();
      expect(versioned.atAws()).to.deep.equal([]);
    });

    it("but for those that are to be retained", async () => {
      versioned.another({ options: "options: { retainOnDelete: true }" });
      await versioned.up();
      versioned.another({ options: "options: { retainOnDelete: true }" });
      await versioned.up();
      const before = versioned.atAws();
      expect(
        versioned
          .atAws()
          .filter((arn) => arn.includes("-recipe/web/"))
          .map((arn) => arn.split("/").at(-1)),
      ).to.deep.equal(["1.0.1", "1.0.2"]);
      await versioned.stack.run("preview", "--expect-no-changes");
      await versioned.destroy();
      expect(versioned.atAws()).to.deep.equal(before);
    });
  });

  describe("never go back", () => {
    it("to a lower series: that is refused in preview, and leaving the version out counts on", async () => {
      versioned.another({ version: "2.1" });
      await versioned.up();
      expect(await versioned.version()).to.equal("2.1.0");
      versioned.same({ version: "1.4" });
      expect(await versioned.refusal()).to.include(
        "version: '1.4' is lower than 2.1.0, the highest version of 'web' that AWS has",
      );
      versioned.same({ version: "2.0.9" });
      expect(await versioned.refusal()).to.include("version: '2.0.9' is lower than 2.1.0");
      versioned.same();
      await versioned.up();
      expect(await versioned.version()).to.equal("2.1.0");
      await versioned.stack.expectWhole();
      versioned.another();
      await versioned.up();
      expect(await versioned.version()).to.equal("2.1.1");
      await versioned.stack.expectWhole();
    });

    it("across a change of the series, when the state is set back", async () => {
      const before = await versioned.stack.exportState();
      versioned.another({ version: "2.0" });
      await versioned.up();
      await versioned.stack.importState(before);
      versioned.another({ version: "1.0" });
      expect(await versioned.refusal()).to.include("version: '1.0' is lower than 2.0.0");
      versioned.another({ version: "2.0" });
      await versioned.up();
      expect(await versioned.version()).to.equal("2.0.1");
      await versioned.stack.expectWhole();
    });

    it("to a whole version that is there and in use, or another's", async () => {
      const before = await versioned.stack.exportState();
      versioned.another({ version: "1.1.0" });
      await versioned.up();
      await versioned.stack.importState(before);
      expect(await versioned.refusal()).to.match(
        /version: 1\.1\.0 of 'web' is at AWS already \(\S+\), and \S+ uses it: raise/,
      );
      versioned.another({ version: "1.1.1" });
      await versioned.up();
      await versioned.stack.expectWhole();

      const parentImage = "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x";
      const component = {
        componentArn: "arn:aws:imagebuilder:eu-west-1:aws:component/hello-world-linux/x.x.x",
      };
      const { imageRecipeArn } = await versioned.client.send(
        new CreateImageRecipeCommand({
          name: "web",
          semanticVersion: "4.0.0",
          parentImage,
          components: [component],
        }),
      );
      versioned.another({ version: "4.0.0" });
      expect(await versioned.refusal()).to.include(
        `version: 4.0.0 of 'web' is at AWS already (${imageRecipeArn}), and this stack has not made it: raise`,
      );
      versioned.another();
      await versioned.up();
      expect(await versioned.version()).to.equal("4.0.1");
      await versioned.destroy();
      expect(versioned.atAws()).to.deep.equal([imageRecipeArn]);
    });

    it("to a version of a component that somebody else has made", async () => {
      const { componentBuildVersionArn } = await versioned.client.send(
        new CreateComponentCommand({
          name: "web-step",
          semanticVersion: "1.7.3",
          platform: "Linux",
          data: "schemaVersion: 1.0\nphases: [{ name: build, steps: [{ name: s, action: ExecuteBash, inputs: { commands: [date] } }] }]",
        }),
      );
      versioned.another();
      await versioned.up();
      expect(versioned.atAws().filter((arn) => arn.includes(":component/web-step/"))).to.have.members([
        componentBuildVersionArn,
        String(componentBuildVersionArn).replace("1.7.3", "1.7.4"),
      ]);
      await versioned.destroy();
      expect(versioned.atAws()).to.deep.equal([componentBuildVersionArn]);
    });
  });
});

describe("a recipe that somebody has made by hand is followed by the next version", function () {
  this.timeout(120_000);
  let workspace: Workspace;
  let arn: string;

  beforeEach(async () => {
    workspace = await Workspace.open();
    const client = new ImagebuilderClient({
      endpoint: workspace.sandbox.imageBuilder.url,
      region: "eu-west-1",
      credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    });
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

  afterEach(() => workspace.close());

  it("when it has been imported by a command", async () => {
    const stack = await CliStack.open(workspace.sandbox, program("one"));
    const resources = [
      { type: "goldenimage:index:GoldenImage", name: "web", component: true },
      { type: "aws:imagebuilder/imageRecipe:ImageRecipe", name: "web-recipe", id: arn, parent: "web" },
    ];
    stack.writeFile("import.json", JSON.stringify({ resources }));
    await stack.run("import", "--file", "import.json", "--yes", "--protect=false", "--generate-code=false");
    await stack.run("up", "--yes", "--skip-preview");
    expect((await stack.run("stack", "output", "version")).trim()).to.equal("3.2.1");
    await stack.expectWhole();
    await stack.run("destroy", "--yes", "--skip-preview");
    expect(workspace.leftovers()).to.deep.equal([]);
    stack.close();
  });

  it("when its count has been imported by the option", async () => {
    const importCount: ResourceTransform = ({ name, props, opts }) =>
      name === "web-recipe-version" ? { props, opts: { ...opts, import: "recipe/web" } } : undefined;
    const inline = (line: string, transforms: ResourceTransform[]) => async () => {
      const source = { os: "amazon-linux-2023" } as const;
      const args = { source, customize: [{ name: "step", shell: [line] }] };
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
