// Decides how a step of a document ends, by a few patterns. Nothing is executed: this is no shell.
//
// A line that is `exit N` ends the step with that code, a line that is `false` fails it, and `echo TEXT` before that is
// its output. Only whole lines without indentation count, so what stands inside an `if` or a function is passed over.
// Everything else succeeds.

import type { DocumentStep } from "./documents";

export interface Verdict {
  readonly exitCode: number;
  readonly output: readonly string[];
}

const shells = ["ExecuteBash", "ExecutePowerShell", "ExecuteBinary"];

export function judge(step: DocumentStep): Verdict {
  const output: string[] = [];
  for (const line of shells.includes(step.action) ? linesOf(step.inputs) : []) {
    const echoed = /^echo (.*)$/.exec(line)?.[1];
    const code = /^exit (\d+)$/.exec(line)?.[1];
    if (echoed !== undefined) {
      output.push(echoed.replace(/^(['"])(.*)\1$/, "$2"));
    } else if (code !== undefined) {
      return { exitCode: Number(code), output };
    } else if (/^(\/bin\/|\/usr\/bin\/)?false$/.test(line)) {
      return { exitCode: 1, output };
    }
  }
  return { exitCode: 0, output };
}

function linesOf(inputs: unknown): string[] {
  const { commands, path } = inputs as { readonly commands?: unknown; readonly path?: unknown };
  return [path, commands]
    .flat()
    .filter((command) => command !== undefined)
    .flatMap((command) => String(command).trimEnd().split("\n"))
    .map((line) => line.trimEnd());
}
