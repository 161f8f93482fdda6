// The text of a document, however the user handed it over. It is plain text where the document is known already, so
// that a plan can see how long it is.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import * as pulumi from "@pulumi/pulumi";
import { isPlainObject } from "../protocol/values";
import { printObject } from "./builder";

export function readDocument(document: unknown): pulumi.Input<string> {
  if (typeof document === "string") return document;
  if (isPlainObject(document) && isKnown(document)) return printObject(document);
  // Assets are told apart before: an Output of one holds an object with the same properties, and no asset.
  if (document instanceof pulumi.asset.StringAsset) return pulumi.output(document.text);
  if (document instanceof pulumi.asset.FileAsset) {
    return pulumi.output(document.path).apply((path) => readFile(path, "utf8"));
  }
  return (pulumi.output(document) as pulumi.Output<unknown>).apply((value) =>
    typeof value === "string" ? value : printObject(value as Record<string, unknown>),
  );
}

export function readDocumentFile(path: pulumi.Input<string>): pulumi.Input<string> {
  return typeof path === "string"
    ? readFileSync(path, "utf8")
    : pulumi.output(path).apply((name) => readFile(name, "utf8"));
}

/** Whether a value holds nothing that is known only later. */
export const isKnown = (value: unknown): boolean =>
  !pulumi.Output.isInstance(value) &&
  !(value instanceof Promise) &&
  (typeof value !== "object" || value === null || Object.values(value).every(isKnown));
