// Versions of components, recipes and workflows when Pulumi's state is not what AWS has: it was set back, or has lost some
// of it.

import {
  DeleteComponentCommand,
  DeleteContainerRecipeCommand,
  DeleteImagePipelineCommand,
  DeleteImageRecipeCommand,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { VersionedStack } from "./versioned-stack";

describe("a stack whose state differs from AWS is repaired by an update, after", () => {
  let versioned: VersionedStack;

  before(async () => {
    versioned = await VersionedStack.begin();
  });
  after(() => versioned.end());

  const mishaps: [string, () => Promise<unknown>][] = [
    [
      "a state that was set back, under the program as it is",
      () =>
        versioned.setBack(async () => {
          versioned.another();
          await versioned.up();
        }),
    ],
    [
      "a state that was set back by several updates, under another program",
      async () => {
        await versioned.setBack(async () => {
          for (const _ of [1, 2, 3]) {
            versioned.another();
            await versioned.up();
          }
        });
        versioned.another();
      },
    ],
    [
      "a state that was set back together with the program, and refreshed",
      async () => {
        await versioned.setBack(async () => {
          versioned.another();
          await versioned.up();
        });
        versioned.former();
        await versioned.refresh();
      },
    ],
    [
      "a state from before there was a step, under a program without it",
      async () => {
        await versioned.setBack(async () => {
          versioned.another({ steps: "- { name: extra, shell: [date] }" });
          await versioned.up();
        });
        versioned.another();
      },
    ],
    ...[
      "web-component-step",
      "web-component-step-version",
      "web-recipe",
      "web-recipe-version",
      "web-workflow-wait",
      "web-workflow-wait-version",
      "web-pipeline",
      "web-leftovers",
      "box-component-step",
      "box-recipe",
    ].map((name): [string, () => Promise<unknown>] => [
      `${name} was deleted from the state`,
      () => versioned.forget(name),
    ]),
    [
      "what has a version was deleted from the state, and the program changed",
      async () => {
        await versioned.forget("web-component-step");
        versioned.another();
      },
    ],
    ...["web-component-step", "web-component-step-version", "web-recipe", "web-recipe-version"].map(
      (name): [string, () => Promise<unknown>] => [
        `${name} was renamed in the state`,
        async () => versioned.stack.run("state", "rename", versioned.urn(name), "elsewhere", "--yes"),
      ],
    ),
    [
      "versions were deleted at AWS, and the state refreshed",
      async () => {
        for (const arn of versioned.atAws().filter((each) => each.includes(":image-pipeline/"))) {
          await versioned.client.send(new DeleteImagePipelineCommand({ imagePipelineArn: arn }));
        }
        for (const arn of versioned.atAws().filter((each) => each.includes("-recipe/"))) {
          await versioned.client.send(
            arn.includes(":image-recipe/")
              ? new DeleteImageRecipeCommand({ imageRecipeArn: arn })
              : (new DeleteContainerRecipeCommand({ containerRecipeArn: arn }) as never),
          );
        }
        for (const arn of versioned.atAws().filter((each) => each.includes(":component/"))) {
          await versioned.client.send(new DeleteComponentCommand({ componentBuildVersionArn: arn }));
        }
        await versioned.refresh();
      },
    ],
    [
      "all of a component was deleted from the state, and its ownership imported",
      async () => {
        const ownership = versioned.stack.resources().find(({ urn: of }) => of.endsWith("::web-ownership"));
        await versioned.forget("web-ownership");
        const refused = await versioned.stack.pulumi("preview").ended;
        expect(refused.code).not.to.equal(0);
        expect(refused.output).to.match(/name: 'web' is already the name of arn:\S+:image-pipeline\/web:/);
        versioned.stack.writeFile(
          "import.json",
          JSON.stringify({
            nameTable: { web: versioned.urn("web") },
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
        await versioned.stack.run(
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
      await versioned.up();
      // What something used until the end of this update, the next one deletes.
      if (after.includes("renamed")) await versioned.up();
      await versioned.stack.expectWhole();
    });
  }

  it("and destroy deletes everything", async () => {
    await versioned.destroy();
    expect(versioned.atAws()).to.deep.equal([]);
  });
});
