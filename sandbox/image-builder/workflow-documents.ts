// Own workflow documents: checked when a workflow is created, and read again when it runs.

import type { WorkflowParameterDetail, WorkflowType } from "@aws-sdk/client-imagebuilder";
import { parse } from "yaml";
import { invalidValue } from "./errors";
import { type Condition, holds, resolve } from "./workflow-expressions";
import type { StepDefinition } from "./workflow-definitions";

export interface WorkflowDocument {
  readonly steps: readonly StepDefinition[];
  readonly parameters: WorkflowParameterDetail[];
  /** The names of what it puts out. */
  readonly outputs: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const stepLimit = 15;

const all: readonly WorkflowType[] = ["BUILD", "TEST", "DISTRIBUTION"];

/** The step actions of the user guide, and the workflows that each is for: any, but for these. */
const actions: Readonly<Record<string, readonly WorkflowType[]>> = {
  ApplyImageConfigurations: ["DISTRIBUTION"],
  BootstrapInstanceForContainer: all,
  CollectImageMetadata: all,
  CollectImageScanFindings: ["TEST"],
  CreateImage: all,
  DistributeImage: ["DISTRIBUTION"],
  ExecuteComponents: ["BUILD", "TEST"],
  ExecuteStateMachine: all,
  LaunchInstance: all,
  ModifyImageAttributes: ["DISTRIBUTION"],
  RegisterImage: all,
  RunCommand: all,
  RunSysPrep: all,
  SanitizeInstance: all,
  TerminateInstance: all,
  WaitForAction: all,
  WaitForSSMAgent: all,
};

const parameterTypes: readonly string[] = ["string", "integer", "boolean", "stringList"];

const refuse = (reason: string) => invalidValue("data", reason);

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function parseWorkflow(text: string, type: WorkflowType): WorkflowDocument {
  let document: unknown;
  try {
    document = parse(text);
  } catch {
    throw refuse("The workflow document is not YAML.");
  }
  if (!isFields(document)) {
    throw refuse("The workflow document is not a YAML mapping.");
  }
  // YAML reads an unquoted 1.0 as the number 1.
  if (!["1", "1.0"].includes(String(document.schemaVersion))) {
    throw refuse("The workflow document must have schemaVersion 1.0.");
  }
  return {
    parameters: parseParameters(document.parameters),
    steps: parseSteps(document.steps, type),
    outputs: ((document.outputs ?? []) as unknown[]).map((output) =>
      isFields(output) ? String(output.name) : "",
    ),
  };
}

function parseParameters(parameters: unknown): WorkflowParameterDetail[] {
  return ((parameters ?? []) as unknown[]).map((parameter) => {
    const {
      name,
      type = "string",
      default: defaultValue,
      description,
    } = isFields(parameter) ? parameter : {};
    if (typeof name !== "string" || typeof type !== "string" || !parameterTypes.includes(type)) {
      throw refuse(`A parameter must have a name, and a type among ${parameterTypes.join(", ")}.`);
    }
    return {
      name,
      type,
      ...(defaultValue !== undefined && { defaultValue: [defaultValue].flat().map(String) }),
      ...(typeof description === "string" && { description }),
    };
  });
}

function parseSteps(steps: unknown, type: WorkflowType): StepDefinition[] {
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > stepLimit) {
    throw refuse(`The workflow document must have 1 to ${stepLimit} steps.`);
  }
  const parsed = steps.map((step) => parseStep(step, type));
  const repeated = parsed.find(({ name }, index) => parsed.findIndex((step) => step.name === name) < index);
  if (repeated !== undefined) {
    throw refuse(`The workflow document has more than one step '${repeated.name}'.`);
  }
  return parsed;
}

function parseStep(step: unknown, type: WorkflowType): StepDefinition {
  const { name, action, inputs, if: condition, onFailure } = isFields(step) ? step : {};
  if (typeof name !== "string" || typeof action !== "string") {
    throw refuse("Every step must have a name and an action.");
  }
  if (actions[action] === undefined) {
    throw refuse(`Step '${name}': the action ${action} is not supported.`);
  }
  if (!actions[action].includes(type)) {
    throw refuse(`Step '${name}': the action ${action} is not for workflows of type ${type}.`);
  }
  if (onFailure !== undefined && onFailure !== "Abort" && onFailure !== "Continue") {
    throw refuse(`Step '${name}': onFailure must be Abort or Continue.`);
  }
  return {
    name,
    action,
    continues: onFailure === "Continue",
    ...(isFields(condition) && { when: (context) => holds(condition as Condition, context) }),
    ...(isFields(inputs) && { inputs: (context) => resolve(inputs, context) as Fields }),
  };
}
