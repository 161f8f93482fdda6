// Dockerfile templates of container recipes, whose placeholders Image Builder fills in.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-container-recipes.html

import { didYouMean, didYouMeanOneOf } from "../../checks/suggestions";
import { type JudgementName, severityOf } from "./judgements";
import type { DocumentProblem } from "./problem";

const names = ["parentImage", "environments", "components"];
const placeholder = (name: string): string => `{{{ imagebuilder:${name} }}}`;

export function checkDockerfileTemplate(
  template: string,
  options: { readonly secret?: boolean | undefined } = {},
): DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  const secret = options.secret === true;
  const found = new Set<string>();
  const meantToBe = new Set<string>();
  let hasParent = false;
  for (const [index, line] of template.split(/\r?\n/).entries()) {
    if (/^\s*#/.test(line)) continue;
    const add = (rule: string, detail = rule): void =>
      void problems.push({
        severity: "error",
        line: index + 1,
        pointer: "",
        message: secret ? rule : detail,
      });
    for (const [, open = "", name = "", close = ""] of line.matchAll(
      /(\{+)\s*imagebuilder:\s*([\w-]*)\s*(\}*)/gi,
    )) {
      if (open.length !== 3 || close.length !== 3) {
        meantToBe.add(name);
        add(
          "a placeholder of imagebuilder: must stand between three braces",
          `'imagebuilder:${name}' must stand between three braces: ${placeholder(name)}`,
        );
      } else if (names.includes(name)) {
        found.add(name);
      } else {
        for (const known of names) if (didYouMean(name, [known]) !== "") meantToBe.add(known);
        add(
          "a placeholder of imagebuilder: is not known",
          `'imagebuilder:${name}' is not known${didYouMeanOneOf(name, names)}`,
        );
      }
    }
    if (/^\s*FROM\s+(?:--\S+\s+)*\{\{\{\s*imagebuilder:parentImage\s*\}\}\}/i.test(line)) hasParent = true;
  }
  for (const name of names) {
    const isThere = name === "parentImage" ? hasParent : found.has(name);
    if (isThere || meantToBe.has(name)) continue;
    const wanted = (name === "parentImage" ? "FROM " : "") + placeholder(name);
    const as: JudgementName | undefined = name === "parentImage" ? undefined : "no-components-in-template";
    const without = as === undefined ? "" : ": without it, no step is applied to the image";
    problems.push({
      severity: severityOf(as),
      pointer: "",
      message: `must contain ${wanted}${without}`,
      ...(as && { judgement: as }),
    });
  }
  return problems;
}
