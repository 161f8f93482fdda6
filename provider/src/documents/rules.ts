// Rules on the documents that users hand over, as they are called in the user's own input.

import { knownObject, reveal, undecided } from "../checks/known";
import type { Problem } from "../checks/inputs";
import { Archive, Asset, isPlainObject } from "../protocol/values";
import { printObject } from "./builder";
import type { DocumentKind, DocumentOptions, DocumentProblem, Platform } from "./check";
import { readUsersFile } from "./file";
import { documentLimit } from "./limits";

/** What is wrong with a document: what AWS refuses, and what it may take and yet is probably not meant. */
export interface Inspected {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}

const nothing: Inspected = { errors: [], warnings: [] };

const refused = (path: string, message: string): Inspected => ({ errors: [{ path, message }], warnings: [] });

/** A document that came as text, as an object or as an asset; `parameters` are the values it is given. */
export function inspectDocument(
  path: string,
  document: unknown,
  parameters: unknown,
  kind: DocumentKind = "component",
  platform?: Platform,
): Inspected {
  const revealed = reveal(document);
  if (revealed === undefined) return nothing;
  const { value, secret } = revealed;
  const options = { secret, platform, ...givenBy(parameters) };
  if (value instanceof Archive) return refused(path, "must be a document, not an archive");
  if (value instanceof Asset) {
    if (value.kind === "path") return inspectFile(path, value.content, parameters, kind, platform);
    return value.kind === "text"
      ? check(path, value.content, kind, options)
      : refused(path, "must be text or a file of the program's, not an asset from elsewhere");
  }
  if (typeof value === "string" || isPlainObject(value)) return check(path, value, kind, options);
  return refused(path, "must be an object, text or a file");
}

export function inspectFile(
  path: string,
  file: unknown,
  parameters: unknown,
  kind: DocumentKind = "component",
  platform?: Platform,
): Inspected {
  const name = reveal(file)?.value;
  if (typeof name !== "string") return nothing;
  const { text, problem } = readUsersFile(name, documentLimit(kind));
  if (text === undefined) return refused(path, problem);
  return check(path, text, kind, { platform, ...givenBy(parameters) });
}

/** The content of a file; undefined where it can't be read, which `inspectFile` explains. */
export const textOf = (file: string): string | undefined =>
  readUsersFile(file, documentLimit("component")).text;

/** The text of a document as it was handed over: text, an object, or an asset; undefined where it has none. */
export function writtenText(document: unknown): string | undefined {
  if (document instanceof Asset) {
    return document.kind === "text"
      ? document.content
      : document.kind === "path"
        ? textOf(document.content)
        : undefined;
  }
  return typeof document === "string"
    ? document
    : isPlainObject(document)
      ? printObject(document)
      : undefined;
}

function check(
  path: string,
  document: string | object,
  kind: DocumentKind,
  options: DocumentOptions,
): Inspected {
  return bySeverity(path, ({ checkDocument }) => checkDocument(document, kind, options));
}

/** A line of a step's own; `parameters` are the values that the step is given. */
export function inspectLine(
  path: string,
  line: unknown,
  { parameters, powershell }: { parameters: unknown; powershell: boolean },
): Inspected {
  const revealed = reveal(line);
  if (typeof revealed?.value !== "string") return nothing;
  const { value, secret } = revealed;
  return bySeverity(path, ({ checkLine }) =>
    checkLine(value, { parameters: givenBy(parameters).givenParameters, powershell, secret }),
  );
}

export function inspectDockerfile(path: string, template: unknown): Inspected {
  const revealed = reveal(template);
  if (typeof revealed?.value !== "string") return nothing;
  const { value, secret } = revealed;
  return bySeverity(path, ({ checkDockerfileTemplate }) => checkDockerfileTemplate(value, { secret }));
}

type Checks = typeof import("./check");

function bySeverity(path: string, find: (checks: Checks) => readonly DocumentProblem[]): Inspected {
  // Loaded only for those who bring documents of their own.
  const checks = require("./check") as Checks;
  const found = find(checks);
  return {
    errors: checks.toProblems(path, checks.ofSeverity("error", found)),
    warnings: checks.toProblems(path, checks.ofSeverity("warning", found)),
  };
}

export const joined = (all: readonly Inspected[]): Inspected => ({
  errors: all.flatMap(({ errors }) => errors),
  warnings: all.flatMap(({ warnings }) => warnings),
});

/** The names of the parameters that get values, as far as they can be told. */
function givenBy(parameters: unknown): DocumentOptions {
  if (parameters === undefined) return { givenParameters: [] };
  if (undecided(parameters)) return {};
  return { givenParameters: Object.keys(knownObject(parameters)) };
}
