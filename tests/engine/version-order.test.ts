// Versions only go up, whatever the program, the state and others say; and a destroy takes them all away.

import { CreateComponentCommand, CreateImageRecipeCommand } from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { VersionedStack } from "./versioned-stack";

describe("versions", () => {
  let versioned: VersionedStack;

  beforeEach(async () => {
    versioned = await VersionedStack.begin();
  });

  afterEach(() => versioned.end());

  describe("are all gone after a destroy", () => {
    it("of a state that was rolled back", async () => {
      const before = await versioned.stack.exportState();
      versioned.another();
      await versioned.up();
      versioned.another({ steps: "- { name: extra, shell: [date] }" });
      await versioned.up();
      await versioned.stack.importState(before);
      await versioned.destroy();
      expect(versioned.atAws()).to.deep.equal([]);
    });

    it("except those that are retained", async () => {
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
    it("to a lower series: preview refuses it, and without a version the count continues", async () => {
      versioned.another({ version: "2.1" });
      await versioned.up();
      expect(versioned.version()).to.equal("2.1.0");
      versioned.same({ version: "1.4" });
      expect(await versioned.refusal()).to.include(
        "version: '1.4' is lower than 2.1.0, the highest version of 'web' that AWS has",
      );
      versioned.same({ version: "2.0.9" });
      expect(await versioned.refusal()).to.include("version: '2.0.9' is lower than 2.1.0");
      versioned.same();
      await versioned.up();
      expect(versioned.version()).to.equal("2.1.0");
      await versioned.stack.expectWhole();
      versioned.another();
      await versioned.up();
      expect(versioned.version()).to.equal("2.1.1");
      await versioned.stack.expectWhole();
    });

    it("across a change of the series, when the state is rolled back", async () => {
      const before = await versioned.stack.exportState();
      versioned.another({ version: "2.0" });
      await versioned.up();
      await versioned.stack.importState(before);
      versioned.another({ version: "1.0" });
      expect(await versioned.refusal()).to.include("version: '1.0' is lower than 2.0.0");
      versioned.another({ version: "2.0" });
      await versioned.up();
      expect(versioned.version()).to.equal("2.0.1");
      await versioned.stack.expectWhole();
    });

    it("to a full version that is in use or belongs to somebody else", async () => {
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
      expect(versioned.version()).to.equal("4.0.1");
      await versioned.destroy();
      expect(versioned.atAws()).to.deep.equal([imageRecipeArn]);
    });

    it("to a component version that somebody else made", async () => {
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
