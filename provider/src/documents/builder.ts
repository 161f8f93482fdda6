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
