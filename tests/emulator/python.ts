// The Python that has boto3: the one of the repository's own environment, else the machine's.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const venvPython = join(__dirname, "../../.cache/venv/bin/python");

/** Runs a script of this folder, and reads what it prints as JSON. */
export async function runPython(script: string, ...args: readonly string[]): Promise<unknown> {
  const python = existsSync(venvPython) ? venvPython : "python3";
  const { stdout } = await promisify(execFile)(python, [join(__dirname, script), ...args]);
  return JSON.parse(stdout) as unknown;
}
