// Rules on the documents that users hand over, as they are called in the user's own input.

import { knownObject, reveal, undecided } from "../checks/known";
import type { Problem } from "../checks/problems";
import { Archive, Asset, isPlainObject } from "../protocol/values";
import { printObject } from "./builder";
import type { DocumentKind, DocumentOptions, DocumentProblem, Platform } from "./check";
import { readUsersFile } from "./file";
import { documentLimit } from "./limits";

/**
 * A document that came as text, as an object or as an asset; `parameters` are the values it is given. The problems are
 * what AWS refuses, and as warnings what it may accept and yet is probably a mistake.
 */
export function inspectDocument(
  path: string,
  document: unknown,
  parameters: unknown,
  kind: DocumentKind = "component",
  platform?: Platform,
): Problem[] {
  const revealed = reveal(document);
  if (revealed === undefined) return [];
  const { value, secret } = revealed;
  const options = { secret, platform, ...givenBy(parameters) };
  if (value instanceof Archive) return [{ path, message: "must be a document, not an archive" }];
  if (value instanceof Asset) {
    if (value.kind === "path") return inspectFile(path, value.content, parameters, kind, platform);
    return value.kind === "text"
      ? check(path, value.content, kind, options)
      : [{ path, message: "must be text or a file of the program's, not an asset from elsewhere" }];
  }
  if (typeof value === "string" || isPlainObject(value)) return check(path, value, kind, options);
  return [{ path, message: "must be an object, text or a file" }];
}

export function inspectFile(
  path: string,
  file: unknown,
  parameters: unknown,
  kind: DocumentKind = "component",
  platform?: Platform,
): Problem[] {
  const name = reveal(file)?.value;
  if (typeof name !== "string") return [];
  const { text, problem } = readUsersFile(name, documentLimit(kind));
  if (text === undefined) return [{ path, message: problem }];
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
): Problem[] {
  return problemsOf(path, ({ checkDocument }) => checkDocument(document, kind, options));
}

/** A line of a step's own; `parameters` are the values that the step is given. */
export function inspectLine(
  path: string,
  line: unknown,
  { parameters, powershell }: { parameters: unknown; powershell: boolean },
): Problem[] {
  const revealed = reveal(line);
  if (typeof revealed?.value !== "string") return [];
  const { value, secret } = revealed;
  return problemsOf(path, ({ checkLine }) =>
    checkLine(value, { parameters: givenBy(parameters).givenParameters, powershell, secret }),
  );
}

export function inspectDockerfile(path: string, template: unknown): Problem[] {
  const revealed = reveal(template);
  if (typeof revealed?.value !== "string") return [];
  const { value, secret } = revealed;
  return problemsOf(path, ({ checkDockerfileTemplate }) => checkDockerfileTemplate(value, { secret }));
}

type Checks = typeof import("./check");

function problemsOf(path: string, find: (checks: Checks) => readonly DocumentProblem[]): Problem[] {
  // Loaded only for those who bring documents of their own.
  const checks: Checks = require("./check");
  return checks.toProblems(path, find(checks));
}

/** The names of the parameters that get values, as far as they can be told. */
function givenBy(parameters: unknown): DocumentOptions {
  if (parameters === undefined) return { givenParameters: [] };
  if (undecided(parameters)) return {};
  return { givenParameters: Object.keys(knownObject(parameters)) };
}
