// Collects problems. Each is said twice: as a rule, which repeats nothing of the document, and in detail.

import { propertyPath } from "../../checks/wording";
import { type JudgementName, severityOf } from "./judgements";
import type { DocumentProblem } from "./problem";
import { schemaNames } from "./schemas";
import type { Source } from "./source";
import type { Path } from "./value";

export interface Finding {
  /** The end of a sentence, without anything of the document: all that is said of a secret one. */
  readonly rule: string;
  /** The same with names of the document. */
  readonly detail?: string;
  /** The words that are wrong, when they are only a part of the string at the path. */
  readonly words?: string;
  /** What decides whether this is refused or only warned of. What the guide says plainly needs none. */
  readonly as?: JudgementName;
}

export class Report {
  readonly problems: DocumentProblem[] = [];
  readonly #said = new Set<string>();

  constructor(
    readonly source: Source,
    readonly secret: boolean,
  ) {}

  add(path: Path, { rule, detail, words, as }: Finding): void {
    const line = words === undefined ? this.source.line(path) : this.source.lineOf(path, words);
    const end = this.secret ? rule : (detail ?? rule);
    // Only lines locate a problem of text, so there the sentence says what it is about.
    const message = this.source.isText ? `${this.#subject(path)} ${end}` : end;
    const pointer = this.#pointer(path);
    const key = JSON.stringify([line, this.source.isText ? "" : pointer, message]);
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.problems.push({
      severity: severityOf(as),
      ...(line === undefined ? {} : { line }),
      pointer,
      message,
      ...(as && { judgement: as }),
    });
  }

  #pointer(path: Path): string {
    return path.reduce<string>(
      (parent, segment) =>
        typeof segment === "number"
          ? `${parent}[${segment}]`
          : this.#tells(segment)
            ? `${parent}[secret]`
            : propertyPath(parent, segment),
      "",
    );
  }

  /** What a sentence about text begins with: the name at the end of the path. */
  #subject(path: Path): string {
    const last = path.findLastIndex((segment) => typeof segment === "string");
    if (last < 0) return "the document";
    const name = String(path[last]);
    const indexes = path.slice(last + 1).map((index) => `[${index}]`);
    return (this.#tells(name) ? "a member" : name) + indexes.join("");
  }

  /** Whether a name is a part of the secret: one that no schema knows. */
  #tells(name: string): boolean {
    return this.secret && !schemaNames().has(name);
  }
}
