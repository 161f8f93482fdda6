// Component documents of AWSTOE, the executor of Image Builder's components, printed as a person would write them.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html

import { stringify } from "yaml";

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
  return stringify(
    { description, schemaVersion: 1, ...(declared.length > 0 && { parameters: declared }), phases },
    { lineWidth: 0 },
  );
}

/** Text of a document that came as an object. YAML reads `1.0` as 1, so the schema version is written here. */
export function printObject(document: Record<string, unknown>): string {
  return stringify({ ...document, schemaVersion: 1 }, { lineWidth: 0 });
}

/** Lines of bash as one step. `set -eu`: the first line that fails fails the step. */
export function bash(name: string, lines: readonly string[]): Step {
  return { name, action: "ExecuteBash", inputs: { commands: ["set -eu", ...lines] } };
}

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
        ...(powershell ?? []),
      ],
    },
  };
}

/** As a shell takes it literally. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * As PowerShell takes it literally. A typographic quote ends a string like a straight one, and is doubled like it.
 * https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
export const quotedForWindows = (text: string): string => `'${text.replaceAll(/['\u2018-\u201b]/g, "$&$&")}'`;
