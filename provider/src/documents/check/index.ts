// Checks component and workflow documents before anything is created. Pure: it reads no files and asks nobody.
//
// Where AWS's guide is silent or contradicts itself, a document is accepted.

import { checkComponent } from "./component";
import { unlisted } from "./listed";
import type { Platform } from "./platforms";
import type { DocumentProblem } from "./problem";
import { Report } from "./report";
import { objectSource, type Source, textSource } from "./source";
import { checkStructure } from "./structure";
import { isMembers, isTooDeep, list, member, members, withoutNothing } from "./value";
import { checkWorkflow, type Stage } from "./workflow";

export { checkDockerfileTemplate } from "./dockerfile";
export { checkLine, type LineOptions } from "./line";
export type { Platform } from "./platforms";
export { type DocumentProblem, toProblems } from "./problem";

export type DocumentKind = "component" | { readonly workflow: Stage };

export interface DocumentOptions {
  /** The names of the parameters that are given values, when that is known. */
  readonly givenParameters?: readonly string[] | undefined;
  /** The platform that the component is for; actions of others are refused. */
  readonly platform?: Platform | undefined;
  /** Whether messages must not repeat anything of the document. */
  readonly secret?: boolean | undefined;
}

/** All problems of a document, in its order. */
export function checkDocument(
  document: string | object,
  kind: DocumentKind,
  options: DocumentOptions = {},
): DocumentProblem[] {
  const secret = options.secret === true;
  const source = typeof document === "string" ? textSource(document) : objectSource(document);
  if (Array.isArray(source)) {
    return source.map(({ line, rule, detail }) => ({
      severity: "error",
      line,
      pointer: "",
      message: secret ? rule : (detail ?? rule),
    }));
  }
  const report = new Report(source, secret);
  const value = isTooDeep(source.value) ? undefined : normal(source);
  if (isTooDeep(source.value)) {
    report.add([], { rule: "is nested too deeply" });
  } else if (source.value === undefined || source.value === null) {
    report.add([], { rule: "is empty" });
  } else if (kind === "component") {
    const component = unlisted(value, report);
    checkStructure("component", component, report);
    checkComponent(component, options, report);
  } else {
    checkStructure("workflow", value, report);
    checkWorkflow(value, kind.workflow, options, report);
  }
  return source.isText ? report.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) : report.problems;
}

function normal({ value, isText }: Source): unknown {
  const something = withoutNothing(value);
  if (!isMembers(something) || !isMembers(value)) return something;
  // A parameter without a definition is a mistake, mostly of indentation, so it stays.
  const definitions = ["parameters", "constants"].flatMap((name) =>
    Array.isArray(value[name]) ? [[name, list(value[name]).map(withoutNothingBelow)] as const] : [],
  );
  // An object is printed with the schema's version by us (builder.ts), since YAML makes 1 of 1.0.
  const version = isText || member(something, "schemaVersion") !== undefined ? {} : { schemaVersion: 1 };
  return { ...version, ...something, ...Object.fromEntries(definitions) };
}

const withoutNothingBelow = (item: unknown): unknown =>
  isMembers(item)
    ? Object.fromEntries(members(item).map(([name, child]) => [name, withoutNothing(child)]))
    : withoutNothing(item);
