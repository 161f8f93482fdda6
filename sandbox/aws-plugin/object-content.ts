// What is in an S3 object: a text, base64, or a file.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Asset, type Values } from "../../provider/src/protocol/values";

export const contentInputs: readonly string[] = ["content", "contentBase64", "source"];

export function objectContent({ content, contentBase64, source }: Values): string {
  if (typeof contentBase64 === "string") {
    return Buffer.from(contentBase64, "base64").toString();
  }
  return source instanceof Asset ? assetContent(source) : String(content ?? "");
}

function assetContent({ kind, content }: Asset): string {
  if (kind === "text") {
    return content;
  }
  if (kind === "path" || content.startsWith("file:")) {
    return readFileSync(kind === "path" ? content : fileURLToPath(content), "utf8");
  }
  throw new Error("the stand-in for the aws plugin does not fetch files over the network");
}
