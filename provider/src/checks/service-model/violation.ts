// What AWS's model can find wrong with a value, and how to say it. The value itself is never repeated.

import { suggestion } from "../suggestions";
import type { ShapeType } from "./shape";

export type Path = readonly (string | number)[];

type Rule =
  | { readonly rule: "required" }
  | { readonly rule: "unknown"; readonly nearest?: string }
  | { readonly rule: "type"; readonly type: ShapeType }
  | { readonly rule: "pattern"; readonly form: string }
  | { readonly rule: "enum"; readonly allowed: readonly string[]; readonly nearest?: string }
  | {
      readonly rule: "min" | "max" | "minLength" | "maxLength" | "maxBytes" | "minItems" | "maxItems";
      readonly limit: number;
    };

export type Violation = Rule & {
  readonly path: Path;
  /** The rule is about the key at the end of the path, not about the value below it. */
  readonly key?: true;
};

const types: Record<ShapeType, string> = {
  structure: "an object",
  map: "an object",
  list: "a list",
  string: "a string",
  integer: "a whole number",
  long: "a whole number",
  double: "a number",
  boolean: "true or false",
  timestamp: "a point in time",
};

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

function words(violation: Violation): string {
  switch (violation.rule) {
    case "required":
      return "is required";
    case "unknown":
      return `is not a member${suggestion(violation.nearest)}`;
    case "type":
      return `must be ${types[violation.type]}`;
    case "pattern":
      return `must be ${violation.form}`;
    case "enum":
      return `must be one of ${violation.allowed.join(", ")}${suggestion(violation.nearest)}`;
    case "min":
      return `must be at least ${violation.limit}`;
    case "max":
      return `must be at most ${violation.limit}`;
    case "minLength":
      return `must be at least ${count(violation.limit, "character")}`;
    case "maxLength":
      return `must be at most ${count(violation.limit, "character")}`;
    case "maxBytes":
      return `must be at most ${count(violation.limit, "byte")} in UTF-8, where a letter outside ASCII takes 2 to 4`;
    case "minItems":
      return `must have at least ${count(violation.limit, "item")}`;
    case "maxItems":
      return `must have at most ${count(violation.limit, "item")}`;
  }
}

/**
 * The violation as the end of a sentence that begins with the path: "must be at most 128 characters". Which of the
 * possible values is nearest would tell something of a secret.
 */
export function describeViolation(violation: Violation, secret = false): string {
  const said = words(secret && "nearest" in violation ? { ...violation, nearest: undefined } : violation);
  return violation.key === undefined ? said : `has a key that ${said}`;
}
