// Writes everything that is generated from provider/schema.yaml, from AWS's service model and from the tables of rules.
//
// Usage: npm run generate [-- --check]
// With --check nothing is written: files which aren't as they would be written are listed, and the exit status is 1.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differences } from "./compare";
import { generate } from "./generate";
import { repoRoot } from "./places";

async function check(): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), "generate-"));
  try {
    await generate(copy);
    const found = differences(repoRoot, copy);
    if (found.length === 0) return;
    console.error(["Run `npm run generate` and commit what it writes:", ...found].join("\n  "));
    process.exitCode = 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function main(args: readonly string[]): Promise<void> {
  if (args.length === 0) return generate(repoRoot);
  if (args.length === 1 && args[0] === "--check") return check();
  throw new Error(`the only option is --check, not ${args.join(" ")}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`generate: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
