// Scripts as they are written here, and as they stand in a document: each is one block of lines, without quoting.

import type { Step } from "../builder";

/** AWSTOE waits two hours for a step when nothing is said. A Reboot is the one action that takes no timeout. */
export interface TimedStep extends Step {
  timeoutSeconds: number;
}

/**
 * Lines without the indentation that they have in the source. What is put in may have several lines, which are
 * indented as the line where it stands. Backslashes stay as they are, but for one that keeps a dollar from being JavaScript's.
 */
export function lines(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const raw = strings.raw.map((part) => part.replaceAll("\\${", "${"));
  const whole = raw.reduce((before, part, index) => {
    const indentation = /( *)[^\n]*$/.exec(before.slice(before.lastIndexOf("\n") + 1))?.[1] ?? "";
    return before + (values[index - 1] ?? "").trimEnd().replaceAll("\n", `\n${indentation}`) + part;
  });
  const all = whole.replace(/^ *\n/, "").trimEnd().split("\n");
  const depth = Math.min(
    ...all.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length),
  );
  return `${all.map((line) => line.slice(depth).trimEnd()).join("\n")}\n`;
}

/** With `set -eu`, the first command that fails fails the step. `fail` says what is wrong and what would be right. */
export function bashStep(name: string, timeoutSeconds: number, script: string): TimedStep {
  const says = script.includes("fail ") ? 'fail() { echo "$1"; exit 1; }\n' : "";
  return {
    name,
    action: "ExecuteBash",
    timeoutSeconds,
    inputs: { commands: [`set -eu\n${says}${script}`] },
  };
}

/** PowerShell goes on after most errors when it isn't told to stop. */
export function powerShellStep(name: string, timeoutSeconds: number, script: string): TimedStep {
  return {
    name,
    action: "ExecutePowerShell",
    timeoutSeconds,
    inputs: { commands: [`$ErrorActionPreference = 'Stop'\n${script}`] },
  };
}
