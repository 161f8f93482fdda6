// YAML that Go reads as it was meant: AWSTOE and Image Builder are written in Go, whose reader knows YAML 1.1 in part. It
// refuses some characters, and takes others for the end of a line.
// https://github.com/go-yaml/yaml/blob/v3/readerc.go ("control characters are not allowed"), yamlprivateh.go (is_break)

import { Document, isScalar, type Scalar, visit } from "yaml";

/**
 * What a document can hold only as an escape in double quotes: control characters, the ends of lines that only Unicode
 * knows, the byte order mark, and what is no character.
 */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for.
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** Go takes such a tab for indentation, and spaces alone on a line for none. */
const misread = /^[ \n]*(\t|$)/;

export function toYaml(value: unknown): string {
  // What YAML 1.1 takes for a number, a time or a truth is quoted: `012`, `1:30`, `on`.
  const document = new Document(wellFormed(value), { compat: "yaml-1.1" });
  visit(document, {
    Scalar(_, node) {
      if (isUnsafe(node)) node.type = "QUOTE_DOUBLE";
    },
  });
  // Where one is left, it is in double quotes, of a key or of a value.
  return document
    .toString({ lineWidth: 0 })
    .replaceAll(
      new RegExp(unsafe, "g"),
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

const isUnsafe = (node: Scalar): boolean =>
  isScalar(node) && typeof node.value === "string" && (unsafe.test(node.value) || misread.test(node.value));

/** Half a pair of UTF-16 is no character, and can't be sent as UTF-8. */
function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(/\p{Surrogate}/gu, "\ufffd");
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replaceAll(/\p{Surrogate}/gu, "\ufffd"),
      wellFormed(inner),
    ]),
  );
}
