// A problem of a document, located in it, and how it becomes one of the resource's inputs.

import type { Problem } from "../../checks/problems";
import type { JudgementName, Severity } from "./judgements";

export interface DocumentProblem {
  readonly severity: Severity;
  /** Where, in a document that came as text; the first line is 1. */
  readonly line?: number;
  /** Where, in a document that came as an object: `phases[0].steps[1].action`. Empty for the document itself. */
  readonly pointer: string;
  /** For text a sentence of its own; for an object the end of a sentence that begins with the pointer. */
  readonly message: string;
  /** What decided on the severity; nothing where the guide says it plainly. */
  readonly judgement?: JudgementName;
}

/**
 * The problems of the document at a path in the user's input. Text prints as
 * `customize[2].document: line 14: …`, an object as `customize[2].document.phases[0].steps[1].action: …`.
 */
export const toProblems = (path: string, problems: readonly DocumentProblem[]): Problem[] =>
  problems.map(({ severity, line, pointer, message }) => ({
    ...(line === undefined
      ? { path: below(path, pointer), message }
      : { path, message: `line ${line}: ${message}` }),
    ...(severity === "warning" && { severity }),
  }));

const below = (path: string, pointer: string): string =>
  path === "" || pointer === "" || pointer.startsWith("[") ? path + pointer : `${path}.${pointer}`;
