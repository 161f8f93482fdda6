// The text of a component document, however the user handed it over.

import { readFile } from "node:fs/promises";
import * as pulumi from "@pulumi/pulumi";
import { printObject } from "./builder";

export function readDocument(document: unknown): pulumi.Output<string> {
  return pulumi.output(document).apply(async (value: unknown) => {
    if (typeof value === "string") return value;
    if (pulumi.asset.StringAsset.isInstance(value)) return (value as pulumi.asset.StringAsset).text;
    if (pulumi.asset.FileAsset.isInstance(value)) {
      return readFile(await (value as pulumi.asset.FileAsset).path, "utf8");
    }
    return printObject(value as Record<string, unknown>);
  });
}
