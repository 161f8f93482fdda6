// Component documents of AWSTOE, the executor of Image Builder's components, printed as a person would write them.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html

import { toYaml } from "./yaml";

export interface Step {
  name: string;
  action: string;
  inputs?: unknown;
}

export interface Phase {
  name: "build" | "validate" | "test";
  steps: Step[];
}

/** Parameters are texts without a default: whoever uses the document gives all of them. */
export function printDocument(
  description: string,
  phases: readonly Phase[],
  parameters: readonly string[] = [],
): string {
  const declared = parameters.map((name) => ({ [name]: { type: "string" } }));
  // AWSTOE wants the schema version as a number without a fraction.
  return toYaml({
    description,
    schemaVersion: 1,
    ...(declared.length > 0 && { parameters: declared }),
    phases,
  });
}

/** Text of a document that came as an object. YAML reads `1.0` as 1, so the schema version is written here. */
export function printObject(document: Record<string, unknown>): string {
  return toYaml({ ...document, schemaVersion: 1 });
}

/**
 * Lines of bash as one step. The first that fails fails the step, and so does a pipeline by any of its parts. An unset
 * variable is none: ordinary lines have many. The agent sets no `HOME`, which many programs want.
 */
const bash = (name: string, lines: readonly string[]): Step => ({
  name,
  action: "ExecuteBash",
  inputs: { commands: ["set -eo pipefail", "export HOME=${HOME:-~}", ...lines] },
});

/** What a user may say of lines. */
export interface Script {
  shell?: readonly string[];
  powershell?: readonly string[];
  workingDirectory?: string;
  environment?: Record<string, string>;
  timeoutSeconds?: number;
  maxAttempts?: number;
  onFailure?: string;
  reboot?: boolean;
}

/** The steps of a user's own lines. */
export function scriptSteps(script: Script): Step[] {
  const { timeoutSeconds, maxAttempts, onFailure } = script;
  const limits = {
    ...(onFailure !== undefined && { onFailure }),
    ...(maxAttempts !== undefined && { maxAttempts }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  };
  const step = script.powershell === undefined ? bashStep(script) : powershellStep(script);
  const { inputs, ...head } = step;
  return [
    { ...head, ...limits, inputs },
    ...(script.reboot === true ? [{ name: "Restart", action: "Reboot", inputs: { delaySeconds: 60 } }] : []),
  ];
}

function bashStep({ shell, workingDirectory, environment }: Script): Step {
  return bash("Shell", [
    ...Object.entries(environment ?? {}).map(([name, value]) => `export ${name}=${quoted(value)}`),
    ...(workingDirectory === undefined ? [] : [`cd -- ${quoted(workingDirectory)}`]),
    ...(shell ?? []),
  ]);
}

function powershellStep({ powershell, workingDirectory, environment }: Script): Step {
  return {
    name: "PowerShell",
    action: "ExecutePowerShell",
    inputs: {
      commands: [
        "$ErrorActionPreference = 'Stop'",
        ...Object.entries(environment ?? {}).map(
          ([name, value]) => `$env:${name} = ${quotedForWindows(value)}`,
        ),
        ...(workingDirectory === undefined
          ? []
          : [`Set-Location -LiteralPath ${quotedForWindows(workingDirectory)}`]),
        ...stoppingAtFailures(powershell ?? []),
      ],
    },
  };
}

/** `Stop` is for errors of PowerShell's own. Programs have exit codes, which PowerShell passes over. */
const stopAtExitCode = "if ($LASTEXITCODE) { exit $LASTEXITCODE }";

/** Asks for the exit code behind each line, unless the line goes on in the next one. */
function stoppingAtFailures(lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    const next = lines[index + 1];
    return isWhole(lines.slice(0, index + 1).join("\n")) && !goesOn(line, next)
      ? [line, stopAtExitCode]
      : [line];
  });
}

/** Without what is quoted or a comment. A string of several lines begins with `@'` or `@"` and ends alone on its line. */
const bare = (text: string): string =>
  text
    .replaceAll(/@(['"])[ \t]*\n[\s\S]*?\n\1@/g, "''")
    .replaceAll(/<#[\s\S]*?#>/g, "")
    .replaceAll(/'[^']*'|"(?:`[\s\S]|[^"`])*"/g, "''")
    .replaceAll(/`[\s\S]/g, "")
    .replaceAll(/(^|[\s;{}()])#.*$/gm, "$1");

/** Whether no bracket and no string is open at the end. */
function isWhole(text: string): boolean {
  const rest = bare(text);
  const count = (pattern: RegExp): number => rest.match(pattern)?.length ?? 0;
  return (
    count(/[{([]/g) === count(/[})\]]/g) &&
    !/["'\u2018-\u201f]/.test(rest.replaceAll("''", "")) &&
    !/@['"]|<#/.test(rest)
  );
}

/** Whether a line is continued: by a sign at its end, or by what the next one begins with. */
const goesOn = (line: string, next: string | undefined): boolean =>
  /([`|,=]|\s[+*/%-]|\s-(and|or|xor|not|in|is|as|f|join|split|replace|[ci]?(not)?(eq|ne|[gl][te]|like|match|contains))|&&)\s*$/i.test(
    line,
  ) ||
  (next !== undefined && /^\s*([|.{]|(else|elseif|catch|finally|while|until)\b)/i.test(next));

/** As a shell takes it literally. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * As PowerShell takes it literally. A typographic quote ends a string like a straight one, and is doubled like it.
 * https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
export const quotedForWindows = (text: string): string => `'${text.replaceAll(/['\u2018-\u201b]/g, "$&$&")}'`;
