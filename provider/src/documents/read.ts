// The text of a document, however the user handed it over. It is plain text where the document is known already, so
// that a plan can see how long it is.

import * as pulumi from "@pulumi/pulumi";
import { isPlainObject } from "../protocol/values";
import { printObject } from "./builder";
import { membersOf } from "./check/value";
import { readUsersFile } from "./file";
import { documentLimit } from "./limits";

export function readDocument(document: unknown): pulumi.Input<string> {
  if (typeof document === "string") return document;
  if (isPlainObject(document) && isKnown(document)) return printObject(document);
  // Assets are told apart before: an Output of one holds an object with the same properties, and no asset.
  if (document instanceof pulumi.asset.StringAsset) return pulumi.output(document.text);
  if (document instanceof pulumi.asset.FileAsset) {
    return pulumi.output(document.path).apply(textOfFile);
  }
  const known: pulumi.Output<unknown> = pulumi.output<unknown>(document);
  return known.apply((value) => (typeof value === "string" ? value : printObject(membersOf(value))));
}

export function readDocumentFile(path: pulumi.Input<string>): pulumi.Input<string> {
  return typeof path === "string" ? textOfFile(path) : pulumi.output(path).apply(textOfFile);
}

/** The rules have told the user already what is wrong with it. */
function textOfFile(path: string): string {
  const { text, problem } = readUsersFile(path, documentLimit("component"));
  if (text === undefined) throw new Error(`a document's file ${problem}`);
  return text;
}

/** Whether a value holds nothing that is known only later. */
export const isKnown = (value: unknown): boolean =>
  !pulumi.Output.isInstance(value) &&
  !(value instanceof Promise) &&
  (typeof value !== "object" || value === null || Object.values(value).every(isKnown));
