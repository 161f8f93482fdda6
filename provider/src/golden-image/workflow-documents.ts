// What the documents of own workflows say, as far as it can be read when the plan is made: values that depend on a
// resource are Outputs in it.

import * as pulumi from "@pulumi/pulumi";
import { textSource } from "../documents/check/source";
import { isMembers, list, member, text } from "../documents/check/value";
import type { Members, Path } from "../documents/check/value";
import { textOf } from "../documents/rules";
import { Asset } from "../protocol/values";

export interface WorkflowStep {
  path: Path;
  action: string;
  inputs: Members;
}

export interface WorkflowDocument {
  steps: readonly WorkflowStep[];
  /** The names of what it puts out for later workflows and for Image Builder. */
  outputs: readonly string[];
  /** The value of a parameter that is given none. */
  defaultOf(parameter: string): string | undefined;
}

/** Undefined where there is no document, or where it isn't known or readable yet. */
export function documentOf(workflow: {
  document?: unknown;
  documentFile?: unknown;
}): WorkflowDocument | undefined {
  const value = valueOf(workflow.document) ?? fromFile(workflow.documentFile);
  if (!isOpen(value) || !Array.isArray(value.steps)) return undefined;
  const steps = list(value.steps).map((step, index) => stepOf(step, ["steps", index]));
  // A step that can't be read may do anything.
  if (!steps.every((step) => step !== undefined)) return undefined;
  const parameters = list(member(value, "parameters"));
  return {
    steps,
    outputs: list(member(value, "outputs")).flatMap((output) => text(member(output, "name")) ?? []),
    defaultOf: (parameter) =>
      text(
        member(
          parameters.find((declared) => member(declared, "name") === parameter),
          "default",
        ),
      ),
  };
}

/** Whether a value can be looked into: no Output, which may become anything. */
export const isOpen = (value: unknown): value is Members =>
  isMembers(value) && !pulumi.Output.isInstance(value);

function stepOf(step: unknown, path: Path): WorkflowStep | undefined {
  if (!isOpen(step)) return undefined;
  const action = text(step.action);
  const inputs = step.inputs ?? {};
  return action === undefined || !isOpen(inputs) ? undefined : { path, action, inputs };
}

function valueOf(document: unknown): unknown {
  if (typeof document === "string") return parsed(document);
  if (document instanceof Asset) {
    return document.kind === "path" ? fromFile(document.content) : parsed(document.content);
  }
  return pulumi.Output.isInstance(document) ? undefined : document;
}

function fromFile(path: unknown): unknown {
  return typeof path === "string" ? parsed(textOf(path) ?? "") : undefined;
}

function parsed(content: string): unknown {
  const source = textSource(content);
  return Array.isArray(source) ? undefined : source.value;
}
