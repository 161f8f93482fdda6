// docs/dependencies.md and the files that ask for dependencies.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { repoRoot } from "../../../tools/paths.mjs";

const read = (file: string): string => readFileSync(join(repoRoot, file), "utf8");

/** The names in the tables under each heading. */
function tables(): Map<string, string[]> {
  const sections = read("docs/dependencies.md").split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => [
      section.split("\n")[0] ?? "",
      [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name = ""]) => name),
    ]),
  );
}

interface Package {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
const packageOf = (folder: string): Package => JSON.parse(read(join(folder, "package.json"))) as Package;
const [root, provider, policy] = [".", "provider", "policy"].map(packageOf) as [Package, Package, Package];

/** What a go.mod asks for by itself, its tools included. */
function goModules(file: string): string[] {
  const text = read(file).replace(/\/\/.*indirect.*$/gm, "indirect");
  const direct = [...text.matchAll(/^(?:require )?\t?([a-z.]+\/\S+) v\S+\s*$/gm)].map(
    ([, name = ""]) => name,
  );
  const tools = [...text.matchAll(/^tool (\S+?)\/cmd\//gm)].map(([, name = ""]) => name);
  return [...direct, ...tools];
}

describe("docs/dependencies.md", () => {
  const asked: Record<string, () => string[]> = {
    "In the plugin": () => Object.keys(provider.dependencies ?? {}),
    "In the policy pack": () => Object.keys(policy.dependencies ?? {}),
    "For development": () =>
      [root, provider, policy].flatMap(({ devDependencies }) => Object.keys(devDependencies ?? {})),
    Python: () => {
      // What we ask for comes first; after an empty line, what that asks for.
      const [ours = ""] = read("tools/python/requirements.txt").split("\n\n");
      return [...ours.matchAll(/^([\w.-]+)==/gm)].map(([, name = ""]) => name);
    },
    Go: () => {
      const modules = readdirSync(join(repoRoot, "tools"), { withFileTypes: true })
        .map(({ name }) => join("tools", name, "go.mod"))
        .filter((file) => {
          try {
            return read(file) !== "";
          } catch {
            return false;
          }
        });
      expect(modules.length).to.be.greaterThan(3);
      return modules.flatMap(goModules);
    },
  };

  for (const [heading, names] of Object.entries(asked)) {
    it(`lists each dependency ${heading.startsWith("In") || heading.startsWith("For") ? `${heading[0]?.toLowerCase()}${heading.slice(1)}` : `of ${heading}`}, once`, () => {
      expect(tables().get(heading)).to.deep.equal([...new Set(names())].sort());
    });
  }

  it("has a reason in each cell", () => {
    const rows = read("docs/dependencies.md").match(/^\| `.*$/gm) ?? [];
    expect(rows.length).to.be.greaterThan(40);
    for (const row of rows) {
      const cells = row.split("|").slice(1, -1);
      expect(cells.length, row).to.equal(4);
      for (const cell of cells) expect(cell.trim(), row).not.to.equal("");
    }
  });
});

describe("dependencies", () => {
  it("are pinned to an exact version", () => {
    for (const { dependencies, devDependencies } of [root, provider, policy]) {
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
        expect(version, name).to.match(/^(?:npm:[a-z-]+@)?\d+\.\d+\.\d+$/);
    }
  });

  it("of AWS's SDK have one version", () => {
    const versions = Object.entries(provider.dependencies ?? {}).filter(([name]) =>
      name.startsWith("@aws-sdk/"),
    );
    expect(versions.length).to.be.greaterThan(2);
    expect(new Set(versions.map(([, version]) => version)).size).to.equal(1);
  });
});
