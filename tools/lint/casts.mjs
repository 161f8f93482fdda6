// Type assertions: each is a place where the compiler is told instead of asked. Their number in provider/src may only
// fall. An assertion gives its reason in a comment beside it or on the line above:
//
//   const identity = answer as Identity; // Cast: the SDK types every answer as `any`.
//
// Not counted are `as const`, and `require("x") as typeof import("x")`, which says what `require` can't.

import { createRequire } from "node:module";

/** @type {typeof import("typescript")} */
const ts = createRequire(import.meta.url)("typescript");

/** The assertions of a source file. */
export function castsIn(file, text) {
  // Parsing is what takes the time.
  if (!/\bas\s|<\w/.test(text)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lines = text.split("\n");
  const casts = [];
  const visit = (node) => {
    if ((ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) && !isHarmless(node)) {
      const end = source.getLineAndCharacterOfPosition(node.type.getEnd()).line;
      const start = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      casts.push({
        file,
        line: end + 1,
        type: node.type.getText(source),
        explained: [lines[end], lines[start - 1], lines[end - 1]].some(isReason),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return casts;
}

function isHarmless(node) {
  if (ts.isConstTypeReference(node.type)) return true;
  return (
    ts.isCallExpression(node.expression) &&
    node.expression.expression.getText() === "require" &&
    ts.isImportTypeNode(node.type) &&
    node.type.isTypeOf
  );
}

const isReason = (line) => /\/\/ Cast: \S/.test(line ?? "");

/** The numbers that have a ceiling. */
export const countsOf = (casts) => ({
  casts: casts.length,
  "without a reason": casts.filter(({ explained }) => !explained).length,
  "as never": casts.filter(({ type }) => type === "never").length,
});
