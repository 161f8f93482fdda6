// Checks a value against a shape of AWS's published model: everything that the model can say, and nothing else.

import { nearest } from "../suggestions";
import { forms } from "./forms";
import { shapeOf } from "./model";
import type { Shape } from "./shape";
import type { Path, Violation } from "./violation";

/**
 * What a maximum length counts. AWS counts characters. The Terraform provider, through which components create their
 * resources, counts bytes of UTF-8 (`StringLenBetween` is Go's `len`) and refuses what is longer before AWS sees it.
 */
export type LengthUnit = "bytes" | "characters";

/** Tags are the exception: the provider leaves them to AWS. */
const countedByAws: ReadonlySet<string> = new Set(["TagKey", "TagValue"]);

/** All violations, in the order of the value. Undefined and null are absent, as they are for AWS's SDKs. */
export function checkShape(
  shapeName: string,
  value: unknown,
  path: Path = [],
  unit: LengthUnit = "characters",
): Violation[] {
  const shape = shapeOf(shapeName);
  const wrong: Violation[] = [{ path, rule: "type", type: shape.type }];
  switch (shape.type) {
    case "structure":
      return isRecord(value) ? checkStructure(shape, value, path, unit) : wrong;
    case "map":
      return isRecord(value) ? checkMap(shape, value, path, unit) : wrong;
    case "list":
      return Array.isArray(value) ? checkList(shape, value, path, unit) : wrong;
    case "string":
      return typeof value === "string"
        ? checkString(shapeName, value, path, countedByAws.has(shapeName) ? "characters" : unit)
        : wrong;
    case "integer":
    case "long":
      return isNumber(value) && Number.isInteger(value)
        ? checkRange(shape, value, path, "min", "max")
        : wrong;
    case "double":
      return isNumber(value) ? checkRange(shape, value, path, "min", "max") : wrong;
    case "boolean":
      return typeof value === "boolean" ? [] : wrong;
    case "timestamp":
      return isTime(value) ? [] : wrong;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isNumber = (value: unknown): value is number => Number.isFinite(value);

const isTime = (value: unknown): boolean =>
  (typeof value === "string" || typeof value === "number" || value instanceof Date) &&
  !Number.isNaN(new Date(value).getTime());

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

function checkStructure(
  shape: Shape,
  value: Readonly<Record<string, unknown>>,
  path: Path,
  unit: LengthUnit,
): Violation[] {
  const members = shape.members ?? {};
  const missing = (shape.required ?? []).filter((name) => isAbsent(value[name]));
  return [
    ...missing.map((name): Violation => ({ path: [...path, name], rule: "required" })),
    ...present(value).flatMap(([name, child]): Violation[] => {
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      return member === undefined
        ? [{ path: [...path, name], rule: "unknown", nearest: nearest(name, Object.keys(members)) }]
        : checkShape(member.shape, child, [...path, name], unit);
    }),
  ];
}

function checkMap(
  shape: Shape,
  value: Readonly<Record<string, unknown>>,
  path: Path,
  unit: LengthUnit,
): Violation[] {
  const entries = present(value);
  return [
    ...checkRange(shape, entries.length, path, "minItems", "maxItems"),
    ...entries.flatMap(([key, child]) => {
      const inKey = checkShape(shape.key ?? "", key, [...path, key], unit);
      return [
        ...inKey.map((violation): Violation => ({ ...violation, key: true })),
        ...checkShape(shape.value ?? "", child, [...path, key], unit),
      ];
    }),
  ];
}

function checkList(shape: Shape, value: readonly unknown[], path: Path, unit: LengthUnit): Violation[] {
  return [
    ...checkRange(shape, value.length, path, "minItems", "maxItems"),
    ...value.flatMap((child, index) => checkShape(shape.member ?? "", child, [...path, index], unit)),
  ];
}

function checkString(shapeName: string, value: string, path: Path, unit: LengthUnit): Violation[] {
  const shape = shapeOf(shapeName);
  if (shape.enum !== undefined && !shape.enum.includes(value)) {
    return [{ path, rule: "enum", allowed: shape.enum, nearest: nearest(value, shape.enum) }];
  }
  // A character is a code point, as in the model, not one of JavaScript's UTF-16 units.
  const violations = checkRange(shape, Array.from(value).length, path, "minLength", "maxLength");
  if (
    violations.length === 0 &&
    unit === "bytes" &&
    shape.max !== undefined &&
    byteLength(value) > shape.max
  ) {
    violations.push({ path, rule: "maxBytes", limit: shape.max });
  }
  if (shape.pattern !== undefined && !matcher(shape.pattern).test(value)) {
    violations.push({ path, rule: "pattern", form: forms[shapeName] ?? `of the form ${shape.pattern}` });
  }
  return violations;
}

/** The length that counts on the way to AWS. */
export const byteLength = (text: string): number => Buffer.byteLength(text, "utf8");

type Bound = Extract<Violation, { readonly limit: number }>["rule"];

function checkRange(shape: Shape, size: number, path: Path, low: Bound, high: Bound): Violation[] {
  if (shape.min !== undefined && size < shape.min) {
    return [{ path, rule: low, limit: shape.min }];
  }
  if (shape.max !== undefined && size > shape.max) {
    return [{ path, rule: high, limit: shape.max }];
  }
  return [];
}

const present = (value: Readonly<Record<string, unknown>>): [string, unknown][] =>
  Object.entries(value).filter(([, child]) => !isAbsent(child));

const matchers = new Map<string, RegExp>();

/** AWS matches the whole string, also with a pattern that has no anchors, or has them in one alternative only. */
export function matcher(pattern: string): RegExp {
  let regex = matchers.get(pattern);
  if (regex === undefined) {
    regex = new RegExp(`^(?:${pattern})$`, "u");
    matchers.set(pattern, regex);
  }
  return regex;
}
