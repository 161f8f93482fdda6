// The README's table of policies is what the policies say of themselves.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Policy } from "@pulumi/policy";
import { expect } from "chai";
import { policies } from "./policies";

const readme = readFileSync(join(__dirname, "../README.md"), "utf8");

function row({ name, description, severity, tags, configSchema, url }: Policy): string {
  const sets = ["baseline", "strict", "cis-aws"].filter((set) => tags?.includes(set));
  const settings = Object.keys(configSchema?.properties ?? {}).map((setting) => `\`${setting}\``);
  const why = `[${severity}](${url})`;
  return `| \`${name}\` | ${description} | ${why} | ${sets.join(", ")} | ${settings.join(", ")} |`;
}

describe("the README of the policies", () => {
  it("has a row for each policy, as it is", () => {
    const rows = readme.split("\n").filter((line) => line.startsWith("| `"));
    // prettier pads the cells.
    const unpadded = rows.map((line) => line.replace(/ +/g, " "));
    expect(unpadded).to.deep.equal((policies as Policy[]).map(row).map((line) => line.replace(/ +/g, " ")));
  });
});
