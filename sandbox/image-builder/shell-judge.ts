// Decides how a step of a document ends, by a few patterns. Nothing is executed: this is no shell.
//
// A line that is `exit N` ends the step with that code, a line that is `false` fails it, and `echo TEXT` before that is
// its output. In PowerShell, `throw "TEXT"` fails the step and `Write-Output TEXT` is output. Only whole lines without indentation count, so what stands inside an `if` or a function is passed over.
// Everything else succeeds.

import type { DocumentStep } from "./documents";

export interface Verdict {
  readonly exitCode: number;
  readonly output: readonly string[];
}

/** What one line does: it puts something out, ends the step, or nothing of note. */
type Reading =
  { readonly output: string } | { readonly exitCode: number; readonly output?: string } | undefined;

const unquoted = (text: string): string => text.replace(/^(['"])(.*)\1$/, "$2");

const exitOf = (line: string): Reading => {
  const code = /^exit (\d+)$/i.exec(line)?.[1];
  return code === undefined ? undefined : { exitCode: Number(code) };
};

function readShell(line: string): Reading {
  const echoed = /^echo (.*)$/.exec(line)?.[1];
  if (echoed !== undefined) {
    return { output: unquoted(echoed) };
  }
  return /^(\/bin\/|\/usr\/bin\/)?false$/.test(line) ? { exitCode: 1 } : exitOf(line);
}

function readPowerShell(line: string): Reading {
  const written = /^(?:Write-Output|Write-Host|echo) (.*)$/i.exec(line)?.[1];
  if (written !== undefined) {
    return { output: unquoted(written) };
  }
  const thrown = /^throw (.*)$/i.exec(line)?.[1];
  return thrown === undefined ? exitOf(line) : { exitCode: 1, output: unquoted(thrown) };
}

const readers: Readonly<Record<string, (line: string) => Reading>> = {
  ExecuteBash: readShell,
  ExecuteBinary: readShell,
  ExecutePowerShell: readPowerShell,
};

export function judge({ action, inputs }: Pick<DocumentStep, "action" | "inputs">): Verdict {
  const read = readers[action];
  const output: string[] = [];
  for (const line of read === undefined ? [] : linesOf(inputs)) {
    const reading = read?.(line);
    if (reading?.output !== undefined) {
      output.push(reading.output);
    }
    if (reading !== undefined && "exitCode" in reading) {
      return { exitCode: reading.exitCode, output };
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
