// The text of a component document, however the user handed it over.

import { readFile } from "node:fs/promises";
import * as pulumi from "@pulumi/pulumi";
import { printObject } from "./builder";

export function readDocument(document: unknown): pulumi.Output<string> {
  return (pulumi.output(document) as pulumi.Output<unknown>).apply(async (value) => {
    if (typeof value === "string") return value;
    if (value instanceof pulumi.asset.StringAsset) return value.text;
    if (value instanceof pulumi.asset.FileAsset) return readFile(await value.path, "utf8");
    return printObject(value as Record<string, unknown>);
  });
}

export function readDocumentFile(path: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(path).apply((name) => readFile(name, "utf8"));
}
