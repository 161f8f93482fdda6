// The schema against the last release's, and the comparison itself by table.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import schema from "../../../provider/schema.json";
import { repoRoot } from "../../../tools/paths.mjs";
import { changesOf } from "../../../tools/schema-changes/changes";
import type { PackageSchema } from "../../../tools/schema-changes/changes";
import { complaints, leastVersion } from "../../../tools/schema-changes/version";

const base = {
  version: "1.2.3",
  config: { variables: { region: { type: "string" } } },
  resources: {
    "p:index:R": {
      isComponent: true,
      inputProperties: {
        name: { type: "string" },
        size: { $ref: "#/types/p:index:Size" },
        rule: { $ref: "#/types/p:index:Rule" },
      },
      requiredInputs: ["name"],
      properties: { arn: { type: "string" }, state: { $ref: "#/types/p:index:State" } },
      required: ["arn"],
    },
  },
  functions: { "p:index:f": { inputs: { properties: { a: { type: "string" } } } } },
  types: {
    "p:index:Size": { enum: [{ value: "small", name: "Small" }, { value: "big" }] },
    "p:index:Rule": { properties: { days: { type: "integer" } } },
    "p:index:State": { properties: { since: { type: "string" } }, required: ["since"] },
  },
};
type Base = typeof base;

/** A copy in which something is otherwise. */
function edited(edit: (copy: Base & Record<string, never>) => unknown): PackageSchema {
  const copy = structuredClone(base);
  edit(copy as never);
  return copy;
}

const cases: [title: string, breaks: boolean, edit: (copy: never) => unknown, text: string][] = [];
const resource = (copy: Base) => copy.resources["p:index:R"];
const on = (title: string, breaks: boolean, edit: (copy: Base) => unknown, text: string): void =>
  void cases.push([title, breaks, edit as (copy: never) => unknown, text]);
const loose = (value: object): Record<string, unknown> => value as Record<string, unknown>;

on("a removed input", true, (c) => delete loose(resource(c).inputProperties).name, "input name");
on(
  "an added optional input",
  false,
  (c) => (loose(resource(c).inputProperties).x = { type: "string" }),
  "input x",
);
on(
  "an added required input",
  true,
  (c) => {
    loose(resource(c).inputProperties).x = { type: "string" };
    resource(c).requiredInputs.push("x");
  },
  "input x of resource p:index:R was added, and is required",
);
on("an input that becomes required", true, (c) => resource(c).requiredInputs.push("size"), "became required");
on("an input that becomes optional", false, (c) => resource(c).requiredInputs.pop(), "");
on(
  "a changed type",
  true,
  (c) => (resource(c).inputProperties.name.type = "integer"),
  "was string, is integer",
);
on(
  "a list where there was one",
  true,
  (c) => (loose(resource(c).inputProperties).name = { type: "array", items: { type: "string" } }),
  "is list of string",
);
on("a removed output", true, (c) => delete loose(resource(c).properties).arn, "output arn");
on("an output that may be missing", true, (c) => resource(c).required.pop(), "may now be missing");
on("an added output", false, (c) => (loose(resource(c).properties).id2 = { type: "string" }), "output id2");
on("a removed enum value", true, (c) => c.types["p:index:Size"].enum.pop(), "value big");
on(
  "a renamed enum value",
  true,
  (c) => (c.types["p:index:Size"].enum[0] = { value: "small", name: "S" }),
  "renamed",
);
on("an added enum value", false, (c) => c.types["p:index:Size"].enum.push({ value: "huge" }), "value huge");
on(
  "a removed property of an input type",
  true,
  (c) => delete loose(c.types["p:index:Rule"].properties).days,
  "days",
);
on(
  "a required property of an input type",
  true,
  (c) => (loose(c.types["p:index:Rule"]).required = ["days"]),
  "became required",
);
on(
  "a required property of an output type",
  false,
  (c) => {
    loose(c.types["p:index:State"].properties).until = { type: "string" };
    c.types["p:index:State"].required.push("until");
  },
  "output until",
);
on(
  "a removed resource",
  true,
  (c) => delete loose(c.resources)["p:index:R"],
  "resource p:index:R was removed",
);
on("an added resource", false, (c) => (loose(c.resources)["p:index:S"] = {}), "resource p:index:S was added");
on(
  "a component that becomes a resource",
  true,
  (c) => (resource(c).isComponent = false),
  "a custom resource",
);
on(
  "a removed function",
  true,
  (c) => delete loose(c.functions)["p:index:f"],
  "function p:index:f was removed",
);
on(
  "a removed setting",
  true,
  (c) => delete loose(c.config.variables).region,
  "configuration region was removed",
);
on("another description", false, (c) => (loose(resource(c).inputProperties.name).description = "x"), "");

describe("changes of the schema", () => {
  for (const [title, breaks, edit, text] of cases) {
    it(`${title} ${breaks ? "breaks" : "doesn't break"}`, () => {
      const changes = changesOf(base, edited(edit as never));
      expect(changes.some(({ breaking }) => breaking)).to.equal(breaks);
      if (text !== "") expect(changes.map((change) => change.text).join("\n")).to.include(text);
    });
  }

  for (const [released, broken, added, least] of [
    ["1.2.3", true, false, "2.0.0"],
    ["1.2.3", false, true, "1.3.0"],
    ["1.2.3", false, false, "1.2.4"],
    ["0.2.3", true, true, "0.3.0"],
    ["0.2.3", false, true, "0.2.4"],
  ] as const) {
    it(`after ${released} ${broken ? "a break" : added ? "an addition" : "a repair"} is ${least}`, () => {
      expect(leastVersion(released, broken, added)).to.equal(least);
    });
  }

  it("are listed if the version doesn't fit them", () => {
    const broken = edited((copy) => delete loose(resource(copy).inputProperties).name);
    expect(complaints(base, { ...broken, version: "1.9.9" }).join("\n"))
      .to.include("2.0.0")
      .and.include("input name");
    expect(complaints(base, { ...broken, version: "2.0.0" })).to.deep.equal([]);
    expect(complaints(base, base)).to.deep.equal([]);
    expect(complaints(undefined, base)).to.deep.equal([]);
  });

  it("since the last release match the version", () => {
    // There is none before the first release; the release's workflow asks for it afterwards.
    const file = join(repoRoot, "provider/released/schema.json");
    const released = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PackageSchema) : undefined;
    expect(complaints(released, schema as PackageSchema).join("\n  ")).to.equal("");
  });

  it("come with an entry in the changelog", () => {
    const changelog = readFileSync(join(repoRoot, "CHANGELOG.md"), "utf8");
    const versions = [...changelog.matchAll(/^## \[(.+?)\]/gm)].map(([, version]) => version);
    expect(versions[0]).to.equal("Unreleased");
    const file = join(repoRoot, "provider/released/schema.json");
    if (!existsSync(file)) return;
    const { version } = JSON.parse(readFileSync(file, "utf8")) as PackageSchema;
    expect(versions).to.include(version);
  });
});
