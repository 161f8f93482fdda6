// Where generated things are, below the root of the repository or of a copy.

import { join } from "node:path";

export const repoRoot = join(__dirname, "../..");

const program = (path: string): string => join(repoRoot, ".cache", path);
const windows = process.platform === "win32";

export const sdkgen = program(windows ? "bin/sdkgen.exe" : "bin/sdkgen");
export const python = program(windows ? "venv/Scripts/python.exe" : "venv/bin/python");

export const places = {
  schemaJson: "provider/schema.json",
  contract: "provider/src/checks/schema/generated",
  serviceModel: "provider/src/checks/service-model/generated",
  sdk: "sdk",
  rules: "docs/rules.md",
  reference: "docs/reference",
} as const;

/** What is in generated folders but isn't generated: it is made from them, and not committed. */
export const madeLater: readonly RegExp[] = [
  /^sdk\/nodejs\/(bin|node_modules)$/,
  /^sdk\/python\/(.*\/)?[^/]*\.egg-info$/,
  /^sdk\/python\/(build|dist)$/,
  /^sdk\/java\/target$/,
  /^sdk\/dotnet\/(bin|obj)$/,
  /(^|\/)__pycache__$/,
  /(^|\/)package-lock\.json$/,
];
