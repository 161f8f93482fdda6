// The programs in examples/ as they stand in the description of a resource: the tests run those, so that nobody copies
// from the documentation what doesn't work.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { repoRoot } from "./places";

/** The file that an example's program is in, by the language's name in the documentation, which is its folder's too. */
const programs: Readonly<Record<string, string>> = {
  typescript: "index.ts",
  python: "__main__.py",
  go: "main.go",
  csharp: "Program.cs",
  java: "App.java",
  yaml: "Pulumi.yaml",
};

/** Examples as Pulumi's documentation has them: each language's SDK shows its own program. */
export function examplesText(names: readonly string[]): string {
  const examples = names.map(
    (name) => `{{% example %}}\n### ${titleOf(name)}\n\n${programsText(name)}{{% /example %}}\n`,
  );
  return `{{% examples %}}\n## Example Usage\n${examples.join("")}{{% /examples %}}`;
}

function programsText(name: string): string {
  const folder = join(repoRoot, "examples", name);
  if (!existsSync(folder)) throw new Error(`the schema has the example '${name}', and examples/ doesn't`);
  return Object.entries(programs)
    .flatMap(([language, file]) => {
      const program = findFile(join(folder, language), file);
      return program === undefined ? [] : [`\`\`\`${language}\n${readFileSync(program, "utf8")}\`\`\`\n`];
    })
    .join("");
}

/** Java has its sources some folders down. */
function findFile(folder: string, name: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => basename(path) === name && !path.includes("node_modules"))
    .sort((a, b) => a.length - b.length)[0];
  return found && join(folder, found);
}

const titleOf = (name: string): string =>
  `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`;
