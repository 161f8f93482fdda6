// The .NET SDK, as far as it can be told without .NET: `dotnet pack` is left to the release.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import schema from "../../../provider/schema.json";
import { repoRoot, venvPython } from "../../../tools/paths.mjs";
import { mistakesInCsharp } from "../../docs/csharp";

const folder = join(repoRoot, "sdk/dotnet");
const nameOf = (token: string): string => token.slice(token.lastIndexOf(":") + 1);
const source = (name: string): string => readFileSync(join(folder, name), "utf8");

describe("the .NET SDK", () => {
  it("has a project file that matches the schema", () => {
    const [project] = readdirSync(folder).filter((name) => name.endsWith(".csproj"));
    expect(project).to.equal("Goldenimage.Aws.csproj");
    // Python's parser refuses what isn't well-formed.
    const read =
      "import sys, xml.etree.ElementTree as e; g = e.parse(sys.argv[1]).find('PropertyGroup'); " +
      "print(g.findtext('Version'), g.findtext('Description'))";
    const said = execFileSync(venvPython, ["-c", read, join(folder, "Goldenimage.Aws.csproj")]);
    expect(said.toString().trim()).to.equal(`${schema.version} ${schema.description}`);
  });

  it("has a class for every resource, with every input and output", () => {
    for (const [token, resource] of Object.entries(schema.resources)) {
      const name = nameOf(token);
      const text = source(`${name}.cs`);
      expect(text, name).to.match(new RegExp(`public partial class ${name} : `));
      expect(text, name).to.include(`base("${token}"`);
      for (const property of Object.keys(resource.inputProperties)) {
        expect(text, `${name}.${property}`).to.include(`[Input("${property}"`);
      }
      for (const property of Object.keys(resource.properties ?? {})) {
        expect(text, `${name}.${property}`).to.include(`[Output("${property}")]`);
      }
    }
  });

  it("has a class for every type that is an input", () => {
    for (const [token, type] of Object.entries(schema.types)) {
      const name = nameOf(token);
      if ("enum" in type) expect(source("Enums.cs")).to.match(new RegExp(`(struct|enum) ${name}\\b`));
      else {
        const files = [`Inputs/${name}Args.cs`, `Outputs/${name}.cs`];
        expect(
          files.some((file) => existsSync(join(folder, file))),
          name,
        ).to.equal(true);
      }
    }
  });

  it("balances its braces", () => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => name.endsWith(".cs"))) {
      const code = source(file)
        .replace(/\/\/.*$/gm, "")
        .replace(/@?"(?:[^"\\\n]|\\.)*"/g, "");
      expect(code.split("{").length, file).to.equal(code.split("}").length);
    }
  });
});

describe("the examples in C#", () => {
  const example = (name: string) =>
    readFileSync(join(repoRoot, `examples/${name}/csharp/Program.cs`), "utf8");

  for (const name of ["quickstart", "hardened-base"]) {
    it(`${name} uses only what the SDK has`, () => {
      expect(mistakesInCsharp(example(name))).to.deep.equal([]);
    });
  }

  const mistakes: [right: string, wrong: string, message: string][] = [
    ["new HardenArgs", "new HardeningArgs", "there is no class HardeningArgs"],
    ["Emails =", "Mails =", "NotifyArgs has no Mails"],
    ["StigLevel.High", "StigLevel.Highest", "StigLevel has no Highest"],
    ["image.RecipeArn", "image.ReceiptArn", "GoldenImage has no ReceiptArn"],
    ["OlderThan = 2", 'OlderThan = "2"', '"2" is not Input<int>'],
    [
      "new TestStepArgs",
      "new CustomizeStepArgs",
      "new CustomizeStepArgs is not InputList<Inputs.TestStepArgs>",
    ],
    ["LifecycleUnit.Months", "Severity.Low", "Severity.Low is not Input<Goldenimage.Aws.LifecycleUnit>"],
  ];
  for (const [right, wrong, message] of mistakes) {
    it(`would be found to have ${wrong} instead of ${right}`, () => {
      expect(mistakesInCsharp(example("hardened-base").replace(right, wrong))).to.include(message);
    });
  }
});
