// Scripts of built-in documents, by the name of their step.

import { expect } from "chai";
import { parse } from "yaml";

interface Step {
  readonly name: string;
  readonly inputs?: { readonly commands?: readonly string[] };
}

/** The scripts of a document, in their order. */
export function scriptsOf(document: string): Map<string, string> {
  // Cast: the unit tests check the form of the built-in documents.
  const { phases } = parse(document) as { phases: { steps: Step[] }[] };
  const steps = phases.flatMap((phase) => phase.steps).filter((step) => step.inputs?.commands);
  return new Map(steps.map(({ name, inputs }) => [name, inputs?.commands?.join("\n") ?? ""]));
}

export const scriptOf = (document: string, name: string): string =>
  scriptsOf(document).get(name) ?? expect.fail(`there is no step ${name}`);
