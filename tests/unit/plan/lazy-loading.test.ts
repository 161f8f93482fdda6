// Classes are loaded when they are used: @pulumi/aws as a whole takes seconds and hundreds of megabytes.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { repoRoot } from "../../../tools/paths.mjs";

async function loadedBy(program: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", join(__dirname, "lazy-loading", program), ...args],
    { cwd: repoRoot },
  );
  return JSON.parse(stdout) as string[];
}

const loadedByImage = (args: object): Promise<string[]> => loadedBy("program.ts", JSON.stringify(args));

/** Modules of classes and functions: a folder of the service, and the class's own name. */
const ofClasses = (modules: string[]): string[] =>
  modules.filter((module) => /^awsx?\/\w+\/[a-z]\w+$/i.test(module) && !module.endsWith("/index"));

describe("what a golden image loads", () => {
  it("are only the classes that it registers", async () => {
    const modules = await loadedByImage({ source: { os: "amazon-linux-2023" } });
    expect(ofClasses(modules).sort()).to.deep.equal([
      "aws/cloudwatch/logGroup",
      "aws/iam/instanceProfile",
      "aws/iam/role",
      "aws/iam/rolePolicyAttachment",
      "aws/imagebuilder/component",
      "aws/imagebuilder/imagePipeline",
      "aws/imagebuilder/imageRecipe",
      "aws/imagebuilder/infrastructureConfiguration",
    ]);
    expect(modules).not.to.include("aws/index");
  });

  it("are also those of a network and a repository if it creates them", async () => {
    const modules = await loadedByImage({
      source: { os: "amazon-linux-2023" },
      container: {},
      build: { isolatedNetwork: {} },
    });
    expect(modules).to.include.members(["aws/ec2/vpc", "aws/ec2/vpcEndpoint", "aws/ecr/repository"]);
  });
});

describe("what the plugin loads at its start", function () {
  this.timeout(60_000);

  it("is the wire, without the Pulumi runtime", async () => {
    const modules = await loadedBy("plugin.ts");
    expect(modules).to.include("@pulumi/pulumi/proto/provider_pb");
    expect(modules.filter((module) => !module.startsWith("@pulumi/pulumi/proto/"))).to.deep.equal([]);
  });
});
