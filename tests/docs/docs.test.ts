// What is written in README and docs holds: links lead somewhere, and code is code.

import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import ts from "typescript";
import { parse } from "yaml";
import { checkInputs } from "../../provider/src/checks/inputs";
import { checkNames } from "../../provider/src/documents/built-in";
import { goldenImageRules } from "../../provider/src/golden-image/rules";
import { imageDistributionRules } from "../../provider/src/image-distribution/rules";
import { imageImportRules } from "../../provider/src/image-import/rules";
import { imageImportRoleRules } from "../../provider/src/image-import-role/rules";
import type { Location } from "../../provider/src/checks/location";
import { Lifted, isPlainObject } from "../../provider/src/protocol/values";
import type { Values } from "../../provider/src/protocol/values";
import { repoRoot, venvPython } from "../../tools/paths.mjs";
import { policies } from "../../policy/src/policies";
import { onPath } from "../../tools/setup/search-path.mjs";
import { skipBecause } from "../../tools/test/skip-because";
import { locationOf } from "../unit/location";
import { mavenOptions, publishJar } from "../engine/languages";
import { allBlocks, blocks, brokenLinks, pages } from "./blocks";
import { mistakesInCsharp } from "./csharp";

const run = promisify(execFile);
const languages = ["yaml", "ts", "typescript", "python", "go", "java", "csharp", "json", "sh", "text", ""];

type Rules = (inputs: Values, name: string, location: Location) => { path: string; message: string }[];
const rules: Record<string, Rules> = {
  "goldenimage:index:GoldenImage": goldenImageRules,
  "goldenimage:index:ImageDistribution": imageDistributionRules,
  "goldenimage:index:ImageImport": imageImportRules,
  "goldenimage:index:ImageImportRole": imageImportRoleRules,
};

/** An expression of Pulumi YAML is a value that is known later. */
function withUnknowns(value: unknown): unknown {
  if (typeof value === "string" && value.includes("${")) return new Lifted(undefined, false, false);
  if (Array.isArray(value)) return value.map(withUnknowns);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withUnknowns(inner)]));
}

interface YamlResource {
  type?: string;
  properties?: Values;
}

describe("README and docs", () => {
  for (const page of pages()) {
    it(`${page.path.slice(repoRoot.length + 1)} has links that lead somewhere`, () => {
      expect(brokenLinks(page)).to.deep.equal([]);
    });
  }

  it("have code in languages that are looked at here", () => {
    for (const { where, language } of allBlocks()) expect(languages, where).to.include(language);
  });

  for (const { where, text } of blocks("json")) {
    it(`${where} is JSON, and configures policies that there are`, () => {
      const parsed = JSON.parse(text) as Values;
      for (const [name, settings] of Object.entries(parsed)) {
        if (!/^(image|machine|container|group|managed)s?-/.test(name)) continue;
        const policy = policies.find((one) => one.name === name);
        expect(policy, name).not.to.equal(undefined);
        if (typeof settings !== "object") continue;
        const { enforcementLevel: _, ...own } = settings as Values;
        expect(Object.keys(policy?.configSchema?.properties ?? {}), name).to.include.members(
          Object.keys(own),
        );
      }
    });
  }

  for (const { where, text } of blocks("yaml")) {
    it(`${where} is YAML that the package takes`, () => {
      const parsed = parse(text) as Values;
      if (parsed.config !== undefined && parsed.resources === undefined) return;
      for (const [name, resource] of Object.entries(
        (parsed.resources ?? parsed) as Record<string, YamlResource>,
      )) {
        const token = resource.type?.replace(/^goldenimage:(?!index:)/, "goldenimage:index:") ?? "";
        if (!token.startsWith("goldenimage:")) continue;
        const inputs = withUnknowns(resource.properties ?? {}) as Values;
        const problems = [
          ...checkInputs(token, inputs),
          ...(rules[token]?.(inputs, name, locationOf(inputs, "eu-west-1")) ?? []),
        ];
        expect(problems, `${where} ${name}`).to.deep.equal([]);
      }
    });
  }

  it("have TypeScript that compiles", () => {
    const sources = new Map(
      [...blocks("ts"), ...blocks("typescript")].map(({ where, text }, index) => [
        join(repoRoot, `docs-block-${index}.ts`),
        `// ${where}\n${text}\nexport {};`,
      ]),
    );
    const options: ts.CompilerOptions = {
      noEmit: true,
      strict: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Preserve,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
    };
    const host = ts.createCompilerHost(options);
    const read = host.readFile.bind(host);
    const exists = host.fileExists.bind(host);
    const source = host.getSourceFile.bind(host);
    host.readFile = (name) => sources.get(name) ?? read(name);
    host.fileExists = (name) => sources.has(name) || exists(name);
    host.getSourceFile = (name, target) => {
      const text = sources.get(name);
      return text === undefined ? source(name, target) : ts.createSourceFile(name, text, target);
    };
    const program = ts.createProgram([...sources.keys()], options, host);
    const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      const where = sources.get(file?.fileName ?? "")?.split("\n")[0] ?? file?.fileName;
      return `${where} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
    expect(problems).to.deep.equal([]);
  });

  for (const { where, text } of blocks("python")) {
    it(`${where} is Python that runs under mocks`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "goldenimage-docs-"));
      try {
        writeFileSync(join(folder, "program.py"), text);
        await run(venvPython, [join(__dirname, "run_python.py"), join(folder, "program.py")]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  it("have Go that compiles", async () => {
    const folder = mkdtempSync(join(tmpdir(), "goldenimage-docs-"));
    try {
      const module = join(repoRoot, "examples");
      cpSync(join(module, "go.sum"), join(folder, "go.sum"));
      writeFileSync(
        join(folder, "go.mod"),
        readFileSync(join(module, "go.mod"), "utf8").replace("../sdk/go", join(repoRoot, "sdk/go")),
      );
      blocks("go").forEach(({ text }, index) => {
        mkdirSync(join(folder, `block${index}`));
        writeFileSync(join(folder, `block${index}/main.go`), wholeGoProgram(text));
      });
      await run("go", ["vet", "./..."], { cwd: folder, env: { ...process.env, GOWORK: "off" } });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("have Java that compiles", async function () {
    if (!onPath("javac") || !onPath("mvn")) skipBecause(this, "there is no JDK or no Maven on the PATH");
    publishJar();
    const folder = mkdtempSync(join(tmpdir(), "goldenimage-docs-"));
    try {
      cpSync(join(repoRoot, "examples/quickstart/java/pom.xml"), join(folder, "pom.xml"));
      blocks("java").forEach(({ text }, index) => {
        const sources = join(folder, `src/main/java/block${index}`);
        mkdirSync(sources, { recursive: true });
        writeFileSync(join(sources, "App.java"), `package block${index};\n${text}`);
      });
      const env = { ...process.env, MAVEN_OPTS: mavenOptions };
      await run("mvn", ["--batch-mode", "--quiet", "compile"], { cwd: folder, env });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  for (const { where, text } of blocks("csharp")) {
    it(`${where} is C# that names what is in the SDK`, () => {
      expect(mistakesInCsharp(text)).to.deep.equal([]);
    });
  }

  it("show each language that they offer to choose", () => {
    for (const { path, text } of pages()) {
      for (const [, offered, chooser = ""] of text.matchAll(
        /{{< chooser language "(.+?)" >}}(.*?){{< \/chooser >}}/gs,
      )) {
        const shown = [...chooser.matchAll(/{{% choosable language (\w+) %}}\n+```(\w+)\n/g)];
        expect(shown.map(([, language]) => language).join(), path).to.equal(offered);
        for (const [, language, code] of shown) expect(code, path).to.equal(language);
      }
    }
  });

  it("name every check of the built-in suite", () => {
    const guide = readFileSync(join(repoRoot, "docs/guides/hardening-and-tests.md"), "utf8");
    for (const platform of ["Linux", "Windows", "macOS"] as const) {
      for (const name of checkNames({ platform, container: false })) expect(guide).to.include(`\`${name}\``);
    }
    for (const name of checkNames({ platform: "Linux", container: true })) {
      expect(guide).to.include(`\`${name}\``);
    }
  });
});

/** A block that shows only what is in a program is put into one. */
function wholeGoProgram(text: string): string {
  if (text.startsWith("package ")) return text;
  return [
    "package main",
    "import (",
    '\t"github.com/goldenimage/pulumi-goldenimage/sdk/go/goldenimage"',
    '\t"github.com/pulumi/pulumi/sdk/v3/go/pulumi"',
    ")",
    "func main() {",
    "pulumi.Run(func(ctx *pulumi.Context) error {",
    text,
    "})",
    "}",
    "",
  ].join("\n");
}
