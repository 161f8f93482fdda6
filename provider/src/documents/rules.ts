// Rules on the documents that users hand over, as they are called in the user's own input.

import { knownObject, reveal, undecided } from "../component/known";
import type { Problem } from "../contract/check";
import { Archive, Asset, isPlainObject } from "../protocol/values";
import { printObject } from "./builder";
import type { DocumentKind, DocumentOptions, Platform } from "./check";
import { readUsersFile } from "./file";
import { documentLimit } from "./limits";

/** A document that came as text, as an object or as an asset; `parameters` are the values it is given. */
export function documentIsValid(
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
    if (value.kind === "path") return fileIsValid(path, value.content, parameters, kind, platform);
    return value.kind === "text"
      ? check(path, value.content, kind, options)
      : [{ path, message: "must be text or a file of the program's, not an asset from elsewhere" }];
  }
  if (typeof value === "string" || isPlainObject(value)) return check(path, value, kind, options);
  return [{ path, message: "must be an object, text or a file" }];
}

export function fileIsValid(
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

/** The content of a file; undefined where it can't be read, which `fileIsValid` explains. */
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
  // Loaded only for those who bring documents of their own.
  const { checkDocument, toProblems } = require("./check") as typeof import("./check");
  return toProblems(path, checkDocument(document, kind, options));
}

/** The names of the parameters that get values, as far as they can be told. */
function givenBy(parameters: unknown): DocumentOptions {
  if (parameters === undefined) return { givenParameters: [] };
  if (undecided(parameters)) return {};
  return { givenParameters: Object.keys(knownObject(parameters)) };
}
