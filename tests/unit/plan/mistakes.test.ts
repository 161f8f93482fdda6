// Mistakes in a plan that the compiler finds. Each is a file of its own in mistakes/.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { repoRoot } from "../../../tools/paths.mjs";

const compiler = "node_modules/typescript-7/bin/tsc";

/** What the compiler says, by file. */
async function complaints(): Promise<Record<string, string>> {
  const args = [compiler, "--noEmit", "--pretty", "false", "-p", join(__dirname, "mistakes")];
  const printed = await promisify(execFile)(process.execPath, args, { cwd: repoRoot }).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
  const lines = printed.split("\n").filter((line) => line.includes(": error TS"));
  return Object.fromEntries(
    lines.map((line) => {
      const [, file = "", message = ""] = /([^/]+)\.ts\(.*\): error TS\d+: (.*)$/.exec(line) ?? [];
      return [file, message];
    }),
  );
}

describe("a mistake in a plan", () => {
  it("doesn't compile", async () => {
    const told = await complaints();
    expect(Object.keys(told).sort()).to.deep.equal([
      "missing-output",
      "misspelt-argument",
      "wrong-handle",
      "wrong-type",
    ]);
    expect(told["misspelt-argument"]).to.include("Did you mean to write 'retentionInDays'?");
    expect(told["wrong-handle"]).to.include("Did you mean 'name'?");
    expect(told["wrong-type"]).to.include("Type 'Ref<string>' is not assignable");
    expect(told["missing-output"]).to.include("Property 'url' is missing");
  });
});
