// Component documents, as far as Image Builder reads them when a component is created.

import type { ComponentParameterDetail, ComponentType } from "@aws-sdk/client-imagebuilder";
import { parse } from "yaml";
import { invalidValue } from "./errors";

export interface DocumentStep {
  readonly name: string;
  readonly action: string;
  readonly inputs: unknown;
}

export interface DocumentPhase {
  readonly name: string;
  readonly steps: readonly DocumentStep[];
}

export interface ComponentDocument {
  readonly phases: readonly DocumentPhase[];
  readonly parameters: ComponentParameterDetail[];
  readonly type: ComponentType;
}

/** Image Builder runs these; others may stand beside them. */
const testPhases = ["test", "container-host-test"];
const phaseNames = ["build", "validate", ...testPhases];

export const isTestPhase = (name: string): boolean => testPhases.includes(name);

const actionsWithoutInputs = ["Reboot", "UpdateOS"];

// The action modules of the user guide ("Action modules supported by the AWSTOE component manager").
const actions = [
  ...actionsWithoutInputs,
  ...["ExecuteBash", "ExecuteBinary", "ExecuteDocument", "ExecutePowerShell"],
  ...["AppendFile", "CopyFile", "CopyFolder", "CreateFile", "CreateFolder", "CreateSymlink", "DeleteFile"],
  ...["DeleteFolder", "ListFiles", "MoveFile", "MoveFolder", "ReadFile", "SetFileEncoding", "SetFileOwner"],
  ...["SetFilePermissions", "SetFolderOwner", "SetFolderPermissions", "InstallMSI", "UninstallMSI"],
  ...["SetRegistry", "S3Download", "S3Upload", "WebDownload"],
];

const parameterTypes: Readonly<Record<string, string>> = {
  string: "String",
  integer: "Integer",
  boolean: "Boolean",
  stringlist: "StringList",
};

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const refuse = (reason: string) => invalidValue("data", reason);

export function parseDocument(text: string): ComponentDocument {
  const document = parseYaml(text);
  // YAML reads an unquoted 1.0 as the number 1.
  if (!["1", "1.0"].includes(String(document.schemaVersion))) {
    throw refuse("The document must have schemaVersion 1.0.");
  }
  const phases = listOf(document.phases, "The document must have phases.").map(parsePhase);
  if (!phases.some(({ name }) => phaseNames.includes(name))) {
    throw refuse(`The document must have one of the phases ${phaseNames.join(", ")}.`);
  }
  const repeated = phases.find(
    ({ name }, index) => phases.findIndex((phase) => phase.name === name) !== index,
  );
  if (repeated !== undefined) {
    throw refuse(`The document has more than one phase '${repeated.name}'.`);
  }
  return {
    phases,
    parameters: parseParameters(document.parameters),
    // A document that only tests makes a test component; any other makes a build component.
    type: phases.every((phase) => phase.name === "test") ? "TEST" : "BUILD",
  };
}

function parseYaml(text: string): Fields {
  let document: unknown;
  try {
    document = parse(text);
  } catch {
    throw refuse("The document is not YAML.");
  }
  if (!isFields(document)) {
    throw refuse("The document is not a YAML mapping.");
  }
  return document;
}

function listOf(value: unknown, reason: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw refuse(reason);
  }
  return value as readonly unknown[];
}

function parsePhase(phase: unknown): DocumentPhase {
  const name = isFields(phase) ? phase.name : undefined;
  if (!isFields(phase) || typeof name !== "string") {
    throw refuse("A phase must have a name.");
  }
  const steps = listOf(phase.steps, `Phase '${name}' must have steps.`);
  return { name, steps: steps.map((step) => parseStep(step, name)) };
}

function parseStep(step: unknown, phase: string): DocumentStep {
  const { name, action, inputs } = isFields(step) ? step : {};
  if (typeof name !== "string" || typeof action !== "string") {
    throw refuse(`Every step in phase '${phase}' must have a name and an action.`);
  }
  const failed = `Parsing step '${name}' in phase '${phase}' failed. Error:`;
  if (!actions.includes(action)) {
    throw refuse(`${failed} Action ${action} is not supported`);
  }
  if (isEmpty(inputs) && !actionsWithoutInputs.includes(action)) {
    throw refuse(`${failed} Action ${action} has no inputs; it requires an 'inputs'`);
  }
  return { name, action, inputs };
}

const isEmpty = (inputs: unknown): boolean =>
  typeof inputs !== "object" || inputs === null || Object.keys(inputs).length === 0;

/** Parameters are a list of mappings with one key each, the parameter's name. */
function parseParameters(parameters: unknown): ComponentParameterDetail[] {
  if (parameters === undefined) {
    return [];
  }
  return listOf(parameters, "The document's parameters must be a list.")
    .filter(isFields)
    .flatMap((entry) => Object.entries(entry))
    .map(([name, detail]) => parseParameter(name, detail));
}

function parseParameter(name: string, detail: unknown): ComponentParameterDetail {
  const fields = isFields(detail) ? detail : {};
  const type = parameterTypes[String(fields.type).toLowerCase()];
  if (type === undefined) {
    throw refuse(`Parameter '${name}' must have a type.`);
  }
  return {
    name,
    type,
    ...(fields.default !== undefined && { defaultValue: [fields.default].flat().map(String) }),
    ...(typeof fields.description === "string" && { description: fields.description }),
  };
}

/** Anything with the recipe's values in the places of `{{ Parameter }}`. */
export function fillIn(inputs: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof inputs === "string") {
    return inputs.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (text, name: string) => values.get(name) ?? text);
  }
  if (Array.isArray(inputs)) {
    return inputs.map((input) => fillIn(input, values));
  }
  return isFields(inputs)
    ? Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, fillIn(input, values)]))
    : inputs;
}
