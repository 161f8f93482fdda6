// Documents written after the patterns of public ones: AWS's samples, Terraform modules, CDK stacks. Each says itself
// which kind it is of, which parameters are given, and what is expected of it.

import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
  checkDocument,
  type DocumentKind,
  type DocumentOptions,
  type Platform,
} from "../../../provider/src/documents/check/index";
import { judgements } from "../../../provider/src/documents/check/judgements";
import { actionNames } from "../../../provider/src/documents/check/schemas";

interface Field {
  name: string;
  text: string;
  kind: DocumentKind;
  options: DocumentOptions;
  expected: "accept" | "warn" | "refuse";
  word: string;
}

const folder = join(__dirname, "field");

const documents = readdirSync(folder).map((file): Field => {
  const text = readFileSync(join(folder, file), "utf8");
  const header = (name: string): string | undefined => new RegExp(`^# ${name}: ?(.*)$`, "m").exec(text)?.[1];
  const [kind, of = ""] = (header("kind") ?? "").split(" ");
  const [expected, ...words] = (header("expect") ?? "").split(" ");
  const given = header("given")?.split(", ").filter(Boolean);
  return {
    name: file.replace(/\.yaml$/, ""),
    text,
    kind: kind === "workflow" ? { workflow: of as "BUILD" } : "component",
    options: {
      ...(given !== undefined && { givenParameters: given }),
      ...(kind === "component" && { platform: of as Platform }),
    },
    expected: expected as Field["expected"],
    word: words.join(" "),
  };
});

const told = ({ kind, options }: Field, text: string | object): string[] =>
  checkDocument(text, kind, options).map(({ severity, message }) => `${severity}: ${message}`);

describe("documents from the field", () => {
  it("are at least 100", () => {
    expect(documents.length).to.be.at.least(100);
  });

  for (const field of documents) {
    const { name, text, expected, word } = field;
    it(`${expected}: ${name}`, () => {
      const found = told(field, text);
      const errors = found.filter((line) => line.startsWith("error: "));
      if (expected === "accept") expect(found).to.deep.equal([]);
      if (expected === "warn") expect(errors).to.deep.equal([]);
      if (expected !== "accept") {
        const of = expected === "warn" ? found : errors;
        expect(of, found.join("\n")).to.have.length(1);
        expect(of[0]).to.include(word);
      }
    });

    it(`the same with Windows line endings and a byte order mark: ${name}`, () => {
      expect(told(field, `\uFEFF${text.replaceAll("\n", "\r\n")}`)).to.deep.equal(told(field, text));
    });
  }

  const readable = documents.filter(({ expected }) => expected !== "refuse");

  for (const field of readable) {
    it(`the same as JSON and as an object: ${field.name}`, () => {
      const object = parse(field.text, { merge: true }) as object;
      const count = told(field, field.text).length;
      expect(told(field, JSON.stringify(object))).to.have.length(count);
      expect(
        told(field, object).filter((line) => !line.includes("is a number, which may not be")),
      ).to.have.length(count);
    });
  }

  for (const kind of ["component", "workflow"] as const) {
    it(`cover every action of a ${kind}, with other tests`, () => {
      const used = documents
        .filter(({ expected }) => expected === "accept")
        .flatMap(({ text }) => [...text.matchAll(/\baction"?: "?(\w+)/g)].map(([, action]) => action));
      expect(actionNames(kind).filter((action) => !used.includes(action))).to.deep.equal([]);
    });
  }

  it("every judgement has a source", () => {
    for (const { source, description } of Object.values(judgements)) {
      expect(source).to.match(
        /^https:\/\/(docs\.aws\.amazon\.com|github\.com\/aws(-samples)?|www\.gnu\.org\/software\/bash)\//,
      );
      expect(description).to.match(/\.$/);
    }
  });
});
