// Versions of components, recipes and workflows when Pulumi's state is not what AWS has: a state that was set back, or
// that has lost some of it, and versions that others have made.

import {
  CreateComponentCommand,
  CreateImageRecipeCommand,
  DeleteComponentCommand,
  DeleteContainerRecipeCommand,
  DeleteImagePipelineCommand,
  DeleteImageRecipeCommand,
  ImagebuilderClient,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { startSandbox } from "../sandbox/sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { CliStack } from "./cli-stack";
import { resourcesIn } from "./workspace";

/** Each kind of what has a version: components, both kinds of recipes, and a workflow. */
const program = (line: string, { version = "", steps = "", options = "" } = {}): string => `name: versions
runtime: yaml
resources:
  web:
    type: goldenimage:GoldenImage
    properties:
      ${version === "" ? "" : `version: "${version}"`}
      source: { os: amazon-linux-2023 }
      harden: { patch: false, cleanUp: false }
      tests: { builtIn: false }
      customize:
        - { name: step, shell: ["echo ${line}"] }
        - { name: same, shell: ["true"] }
        ${steps}
      workflows:
        - type: TEST
          name: wait
          document: |
            name: wait
            schemaVersion: 1.0
            steps:
              - name: ${line}
                action: WaitForAction
    ${options}
  box:
    type: goldenimage:GoldenImage
    properties:
      source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" }
      container: { repositoryName: boxes }
      harden: { patch: false, cleanUp: false }
      tests: { enabled: false }
      customize: [{ name: step, shell: ["echo ${line}"] }]
    ${options}
outputs:
  version: \${web.version}
  latest: \${web.latestImageArn}
`;

describe("versions when the state is not what AWS has", function () {
  this.timeout(400_000);
  let sandbox: Sandbox;
  let stack: CliStack;
  let line = 0;

  /** Content that has never been there. */
  const another = (options: Parameters<typeof program>[1] = {}): void =>
    stack.write(program(`line${++line}`, options));
  const up = () => stack.run("up", "--yes", "--skip-preview");
  const destroy = () => stack.run("destroy", "--yes", "--skip-preview");
  const urn = async (name: string): Promise<string> =>
    (await stack.resources()).find((each) => each.urn.endsWith(`::${name}`))?.urn ?? `no ${name}`;
  const output = async (name: string): Promise<string> => (await stack.run("stack", "output", name)).trim();
  const forget = async (name: string) =>
    stack.run("state", "delete", await urn(name), "--target-dependents", "--yes");

  async function begin(): Promise<void> {
    sandbox = await startSandbox();
    stack = await CliStack.open(sandbox, program("line0"));
    await up();
  }

  async function end(): Promise<void> {
    stack.close();
    await sandbox.close();
  }

  const client = () =>
    new ImagebuilderClient({
      endpoint: sandbox.imageBuilder.url,
      region: "eu-west-1",
      credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    });

  const recipesOf = (name: string): string[] =>
    resourcesIn(sandbox)
      .filter((arn) => arn.includes(`-recipe/${name}/`))
      .map((arn) => arn.split("/").at(-1) ?? "");

  describe("are made whole by an update, after", () => {
    before(begin);
    after(end);

    async function setBack(inBetween: () => Promise<unknown>): Promise<void> {
      const before = await stack.exportState();
      await inBetween();
      await stack.importState(before);
    }

    const mishaps: [string, () => Promise<unknown>][] = [
      [
        "a state that was set back, under the program as it is",
        () => setBack(async () => (another(), await up())),
      ],
      [
        "a state that was set back by several updates, under another program",
        async () => {
          await setBack(async () => {
            for (const _ of [1, 2, 3]) (another(), await up());
          });
          another();
        },
      ],
      [
        "a state that was set back together with the program, and refreshed",
        async () => {
          await setBack(async () => (another(), await up()));
          stack.write(program(`line${--line}`));
          await stack.run("refresh", "--yes", "--skip-preview");
          line++;
        },
      ],
      [
        "a state from before there was a step, under a program without it",
        async () => {
          await setBack(async () => {
            another({ steps: "- { name: extra, shell: [date] }" });
            await up();
          });
          another();
        },
      ],
      ...[
        "web-component-step",
        "web-component-step-version",
        "web-component-same",
        "web-recipe",
        "web-recipe-version",
        "web-workflow-wait",
        "web-workflow-wait-version",
        "web-pipeline",
        "web-leftovers",
        "box-component-step",
        "box-recipe",
        "box-recipe-version",
      ].map((name): [string, () => Promise<unknown>] => [
        `${name} was deleted from the state`,
        () => forget(name),
      ]),
      [
        "what has a version was deleted from the state, and the program changed",
        async () => {
          await forget("web-component-step");
          another();
        },
      ],
      ...["web-component-step", "web-component-step-version", "web-recipe", "web-recipe-version"].map(
        (name): [string, () => Promise<unknown>] => [
          `${name} was renamed in the state`,
          async () => stack.run("state", "rename", await urn(name), "elsewhere", "--yes"),
        ],
      ),
      [
        "versions were deleted at AWS, and the state refreshed",
        async () => {
          for (const arn of resourcesIn(sandbox).filter((each) => each.includes(":image-pipeline/"))) {
            await client().send(new DeleteImagePipelineCommand({ imagePipelineArn: arn }));
          }
          for (const arn of resourcesIn(sandbox).filter((each) => each.includes("-recipe/"))) {
            await client().send(
              arn.includes(":image-recipe/")
                ? new DeleteImageRecipeCommand({ imageRecipeArn: arn })
                : (new DeleteContainerRecipeCommand({ containerRecipeArn: arn }) as never),
            );
          }
          for (const arn of resourcesIn(sandbox).filter((each) => each.includes(":component/"))) {
            await client().send(new DeleteComponentCommand({ componentBuildVersionArn: arn }));
          }
          await stack.run("refresh", "--yes", "--skip-preview");
        },
      ],
      [
        "all of a component was deleted from the state, and its ownership imported",
        async () => {
          const ownership = (await stack.resources()).find(({ urn: of }) => of.endsWith("::web-ownership"));
          await forget("web-ownership");
          const refused = await stack.pulumi("preview").ended;
          expect(refused.code).not.to.equal(0);
          expect(refused.output).to.match(/name: 'web' is already the name of arn:\S+:image-pipeline\/web:/);
          stack.writeFile(
            "import.json",
            JSON.stringify({
              nameTable: { web: await urn("web") },
              resources: [
                {
                  type: "goldenimage:index:Ownership",
                  name: "web-ownership",
                  id: ownership?.id,
                  parent: "web",
                },
              ],
            }),
          );
          await stack.run(
            "import",
            "--file",
            "import.json",
            "--yes",
            "--protect=false",
            "--generate-code=false",
          );
        },
      ],
    ];
    for (const [after, mishap] of mishaps) {
      it(after, async () => {
        await mishap();
        await up();
        // What something used until the end of this update, the next one deletes.
        if (after.includes("renamed")) await up();
        await stack.expectWhole();
      });
    }

    it("and all is gone after a destroy", async () => {
      await destroy();
      expect(resourcesIn(sandbox)).to.deep.equal([]);
    });
  });

  describe("are all gone after a destroy", () => {
    beforeEach(begin);
    afterEach(end);

    it("of a state that was set back", async () => {
      const before = await stack.exportState();
      another();
      await up();
      another({ steps: "- { name: extra, shell: [date] }" });
      await up();
      await stack.importState(before);
      await destroy();
      expect(resourcesIn(sandbox)).to.deep.equal([]);
    });

    it("but for those that are to be retained", async () => {
      another({ options: "options: { retainOnDelete: true }" });
      await up();
      another({ options: "options: { retainOnDelete: true }" });
      await up();
      const before = resourcesIn(sandbox);
      expect(recipesOf("web")).to.deep.equal(["1.0.1", "1.0.2"]);
      await stack.run("preview", "--expect-no-changes");
      await destroy();
      expect(resourcesIn(sandbox)).to.deep.equal(before);
    });
  });

  describe("never go back", () => {
    beforeEach(begin);
    afterEach(end);

    const refusal = async (): Promise<string> => {
      const { code, output: printed } = await stack.pulumi("preview").ended;
      expect(code, printed).not.to.equal(0);
      return printed.replace(/\s+/g, " ");
    };

    it("to a lower series: that is refused in preview, and leaving the version out counts on", async () => {
      another({ version: "2.1" });
      await up();
      expect(await output("version")).to.equal("2.1.0");
      stack.write(program(`line${line}`, { version: "1.4" }));
      expect(await refusal()).to.include(
        "version: '1.4' is lower than 2.1.0, the highest version of 'web' that AWS has",
      );
      stack.write(program(`line${line}`, { version: "2.0.9" }));
      expect(await refusal()).to.include("version: '2.0.9' is lower than 2.1.0");
      stack.write(program(`line${line}`));
      await up();
      expect(await output("version")).to.equal("2.1.0");
      await stack.expectWhole();
      another();
      await up();
      expect(await output("version")).to.equal("2.1.1");
      await stack.expectWhole();
    });

    it("across a change of the series, when the state is set back", async () => {
      const before = await stack.exportState();
      another({ version: "2.0" });
      await up();
      await stack.importState(before);
      another({ version: "1.0" });
      expect(await refusal()).to.include("version: '1.0' is lower than 2.0.0");
      another({ version: "2.0" });
      await up();
      expect(await output("version")).to.equal("2.0.1");
      await stack.expectWhole();
    });

    it("to a whole version that is there and in use, or another's", async () => {
      const before = await stack.exportState();
      another({ version: "1.1.0" });
      await up();
      await stack.importState(before);
      expect(await refusal()).to.match(
        /version: 1\.1\.0 of 'web' is at AWS already \(\S+\), and \S+ uses it: raise/,
      );
      another({ version: "1.1.1" });
      await up();
      await stack.expectWhole();

      const parentImage = "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x";
      const component = {
        componentArn: "arn:aws:imagebuilder:eu-west-1:aws:component/hello-world-linux/x.x.x",
      };
      const { imageRecipeArn } = await client().send(
        new CreateImageRecipeCommand({
          name: "web",
          semanticVersion: "4.0.0",
          parentImage,
          components: [component],
        }),
      );
      another({ version: "4.0.0" });
      expect(await refusal()).to.include(
        `version: 4.0.0 of 'web' is at AWS already (${imageRecipeArn}), and this stack has not made it: raise`,
      );
      another();
      await up();
      expect(await output("version")).to.equal("4.0.1");
      await destroy();
      expect(resourcesIn(sandbox)).to.deep.equal([imageRecipeArn]);
    });

    it("to a version of a component that somebody else has made", async () => {
      const { componentBuildVersionArn } = await client().send(
        new CreateComponentCommand({
          name: "web-step",
          semanticVersion: "1.7.3",
          platform: "Linux",
          data: "schemaVersion: 1.0\nphases: [{ name: build, steps: [{ name: s, action: ExecuteBash, inputs: { commands: [date] } }] }]",
        }),
      );
      another();
      await up();
      expect(resourcesIn(sandbox).filter((arn) => arn.includes(":component/web-step/"))).to.have.members([
        componentBuildVersionArn,
        String(componentBuildVersionArn).replace("1.7.3", "1.7.4"),
      ]);
      await destroy();
      expect(resourcesIn(sandbox)).to.deep.equal([componentBuildVersionArn]);
    });
  });
});
