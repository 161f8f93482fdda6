// Writes all that follows from provider/schema.yaml, from AWS's service model and from the tables of rules.

import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { constraintsJson } from "./constraints";
import { withDecisions } from "./decides";
import { places, python, repoRoot, sdkgen } from "./places";
import { referencePages } from "./reference";
import { rulesText } from "./rules";
import { readSchema } from "./schema";
import { schemaJson } from "./schema-json";
import { typesText } from "./types";

/** Writes it below a root: the repository's, or that of a copy to compare with. */
export async function generate(root: string): Promise<void> {
  // First, since the constraints are checked against it.
  const serviceModel = join(root, places.serviceModel);
  mkdirSync(serviceModel, { recursive: true });
  await run(python, [join(repoRoot, "tools/generate/service-model.py"), serviceModel]);

  const schema = withDecisions(readSchema(join(repoRoot, "provider/schema.yaml")));
  write(join(root, places.schemaJson), schemaJson(schema));
  write(join(root, places.contract, "constraints.json"), constraintsJson(schema));
  write(join(root, places.contract, "types.ts"), typesText(schema));
  write(join(root, places.rules), rulesText());
  for (const [file, text] of Object.entries(referencePages(schema))) {
    write(join(root, places.reference, file), text);
  }
  await Promise.all(["nodejs", "python", "go", "java", "dotnet"].map((language) => writeSdk(root, language)));
}

async function writeSdk(root: string, language: string): Promise<void> {
  const out = join(root, places.sdk, language);
  mkdirSync(out, { recursive: true });
  // The checksums belong to the versions that go.mod asks for: without them, Go would look for newer ones.
  const sums = join(repoRoot, places.sdk, language, "go.sum");
  if (root !== repoRoot && existsSync(sums)) copyFileSync(sums, join(out, "go.sum"));
  await run(sdkgen, ["--schema", join(root, places.schemaJson), "--language", language, "--out", out]);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function run(program: string, args: readonly string[]): Promise<void> {
  // The message of a failure has what the program wrote to stderr.
  await promisify(execFile)(program, args, { cwd: repoRoot, maxBuffer: 64 * 1024 * 1024 });
}
