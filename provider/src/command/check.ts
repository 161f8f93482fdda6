// `check FILE…`: documents and Dockerfile templates, for editors, pre-commit and CI. Nothing is asked of AWS or Pulumi.

import { parseArgs } from "node:util";
import type { Platform } from "../checks/schema/generated/types";
import { didYouMean } from "../checks/suggestions";
import { checkDocument, checkDockerfileTemplate, type DocumentProblem } from "../documents/check";
import { readUsersFile } from "../documents/file";
import { objectLimit } from "../documents/limits";
import type { Terminal } from "./terminal";

const platforms: readonly Platform[] = ["Linux", "Windows", "macOS"];
const stages = ["BUILD", "TEST", "DISTRIBUTION"] as const;

export const checkUsage = `\
check [--platform ${platforms.join("|")}] [--workflow ${stages.join("|")}] [--strict] FILE...

Checks component documents, workflow documents and Dockerfile templates of EC2 Image Builder. A file whose name begins with
Dockerfile is a template, a document with phases a component, and one with steps a workflow. "-" is standard input.

  --platform  refuses actions that the platform doesn't have
  --workflow  what workflows are for; BUILD by default
  --strict    fails on warnings, too

It ends with 0 where there are no errors, with 1 where there are, and with 2 where it can't check.`;

interface Settings {
  readonly platform: Platform | undefined;
  readonly stage: (typeof stages)[number];
  readonly strict: boolean;
  readonly files: readonly string[];
}

export function check(args: readonly string[], { input, out, error }: Terminal): number {
  const settings = settingsOf(args);
  if (typeof settings === "string") {
    error(settings);
    return 2;
  }
  const counts = { error: 0, warning: 0 };
  let unreadable = 0;
  for (const file of settings.files) {
    const { text, problem } =
      file === "-" ? { text: input(), problem: undefined } : readUsersFile(file, objectLimit);
    if (text === undefined) {
      error(`${file}: ${problem}`);
      unreadable += 1;
      continue;
    }
    for (const found of problemsOf(file, text, settings)) {
      counts[found.severity] += 1;
      out(`${file}:${found.line ?? 1}: ${found.severity}: ${found.message}`);
    }
  }
  const files = settings.files.length - unreadable;
  out(`${number(files, "file")}: ${number(counts.error, "error")}, ${number(counts.warning, "warning")}`);
  if (unreadable > 0) return 2;
  return counts.error > 0 || (settings.strict && counts.warning > 0) ? 1 : 0;
}

const number = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

function problemsOf(file: string, text: string, { platform, stage }: Settings): DocumentProblem[] {
  if (/(^|[\\/])Dockerfile[^\\/]*$/.test(file)) return checkDockerfileTemplate(text);
  // A workflow has steps where a component has phases.
  const isWorkflow = /^["']?steps["']?\s*:/m.test(text) && !/^["']?phases["']?\s*:/m.test(text);
  return isWorkflow
    ? checkDocument(text, { workflow: stage })
    : checkDocument(text, "component", { platform });
}

/** What the arguments say, or what is wrong with them. */
function settingsOf(args: readonly string[]): Settings | string {
  const parsed = parse(args);
  if (typeof parsed === "string") return `${parsed}\n\n${checkUsage}`;
  const { values, positionals } = parsed;
  const platform = oneOf("platform", values.platform, platforms);
  const stage = oneOf("workflow", values.workflow, stages);
  if (platform.problem !== undefined) return platform.problem;
  if (stage.problem !== undefined) return stage.problem;
  if (positionals.length === 0) return `no file is named\n\n${checkUsage}`;
  return {
    platform: platform.value,
    stage: stage.value ?? "BUILD",
    strict: values.strict === true,
    files: positionals,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { platform: { type: "string" }, workflow: { type: "string" }, strict: { type: "boolean" } },
      allowPositionals: true,
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function oneOf<T extends string>(
  option: string,
  written: string | undefined,
  possible: readonly T[],
): { value: T | undefined; problem?: string } {
  const value = possible.find((each) => each === written);
  return written === undefined || value !== undefined
    ? { value }
    : { value, problem: `--${option} must be one of ${possible.join(", ")}${didYouMean(written, possible)}` };
}
