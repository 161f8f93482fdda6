// What the real provider's schemas say, as tools/judge prints it, in a file that needs no provider to be read.

import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import prettier from "prettier";
import { awsJudgeDir, repoRoot } from "../../tools/paths.mjs";
import type { Shape } from "../../sandbox/aws-plugin/resource-types";

export interface ResourceFacts {
  readonly terraform: string;
  /** Written with Terraform's plugin framework. */
  readonly framework?: boolean;
  readonly required: readonly string[];
  readonly replaces: readonly string[];
  /** Optional and computed: left out, it stays. Paths, with a dot between names. */
  readonly computed: readonly string[];
  readonly sets: readonly string[];
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly autoNamed?: string;
  /** The input that takes the resource's name as it is. */
  readonly namedAfter?: string;
  readonly deleteBeforeReplace?: boolean;
  readonly outputs: readonly string[];
  readonly inputs: Readonly<Record<string, Shape>>;
}

export interface Facts {
  readonly provider: string;
  readonly bridge: string;
  readonly resources: Readonly<Record<string, ResourceFacts>>;
  readonly functions: Readonly<
    Record<string, { readonly required: readonly string[]; readonly inputs: Readonly<Record<string, Shape>> }>
  >;
}

const file = join(repoRoot, "tools/judge/facts.json");

export const readFacts = (): Facts => JSON.parse(readFileSync(file, "utf8")) as Facts;

export async function writeFacts(): Promise<void> {
  const plugin = join(awsJudgeDir, "pulumi-resource-aws");
  const { stdout } = await promisify(execFile)(plugin, ["-facts"], { maxBuffer: 2 ** 26 });
  const options = await prettier.resolveConfig(file);
  writeFileSync(file, await prettier.format(stdout, { ...options, filepath: file }));
  console.log(`wrote ${file}`);
}
