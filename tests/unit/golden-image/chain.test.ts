// Golden images that follow each other's pipelines: a circle would build without end.

import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import type { GoldenImageArgs } from "../../../provider/src/golden-image/args";
import { wrongByAnswers } from "../components";
import { registrations } from "../mocks";

const arn = (name: string): string => `arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/${name}`;
const itself = "schedule.afterPipelineArn: follows this golden image itself, so that builds would never end";

/** A golden image of a name, and the name of what it follows. */
type Image = readonly [name: string, follows?: pulumi.Input<string>];

let runs = 0;

/** What is said of each, in the order in which the engine asks for them. */
async function told(images: readonly Image[], ran = `run-${(runs += 1)}`): Promise<string[]> {
  const found: string[] = [];
  for (const [name, follows] of images) {
    const args: GoldenImageArgs = {
      name,
      region: "eu-west-1",
      source: { os: "amazon-linux-2023" },
      ...(follows !== undefined && { schedule: { afterPipelineArn: pulumi.output(follows).apply(arn) } }),
    };
    let looked: Promise<string> = Promise.resolve("");
    await registrations(true, () => {
      looked = wrongByAnswers(name, args, ran).then((lines) => lines.join());
    });
    found.push(await looked);
  }
  return found;
}

describe("a chain of pipelines", () => {
  const cases: [says: string, images: readonly Image[], told: readonly string[]][] = [
    ["may have many", [["web"], ["api", "web"], ["edge", "api"]], ["", "", ""]],
    [
      "may fan out",
      [
        ["api", "base"],
        ["web", "base"],
      ],
      ["", ""],
    ],
    ["may follow one that follows at AWS", [["web", "follows-follows-base"]], [""]],
    [
      "may be of other names that are alike",
      [
        ["web", "web-base"],
        ["base", "base-web"],
      ],
      ["", ""],
    ],
    ["can't follow itself", [["web", pulumi.output("web")]], [itself]],
    [
      "can't go round in a program",
      [
        ["web", "api"],
        ["api", "web"],
      ],
      ["", itself],
    ],
    [
      "can't go round by a third",
      [
        ["web", "edge"],
        ["api", "web"],
        ["edge", "api"],
      ],
      ["", "", itself],
    ],
    ["can't go round by a pipeline at AWS", [["web", "follows-web"]], [itself]],
    ["can't go round by several there", [["web", "follows-follows-web"]], [itself]],
    [
      "can't go round by one of the program and one at AWS",
      [
        ["api", "follows-web"],
        ["web", "api"],
      ],
      ["", itself],
    ],
    ["may turn round: what the program says now counts", [["follows-web"], ["web", "follows-web"]], ["", ""]],
    [
      "can't follow images of its own name, whoever makes them",
      [["base-recipe", "base"]],
      [
        "schedule.afterPipelineArn: makes images of the name 'base-recipe', as this golden image does, so that builds " +
          "would never end; give one of them another name",
      ],
    ],
  ];
  for (const [says, images, expected] of cases) {
    it(says, async () => expect(await told(images)).to.deep.equal(expected));
  }

  it("is that of one run of the engine", async () => {
    expect(await told([["web", "api"]])).to.deep.equal([""]);
    expect(await told([["api", "web"]])).to.deep.equal([""]);
  });
});
