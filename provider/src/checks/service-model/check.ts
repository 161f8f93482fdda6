// Checks a value against a shape of AWS's published model: everything that the model can say, and nothing else.

import { nearest } from "../wording";
import { forms } from "./forms";
import { shapeOf } from "./model";
import type { Shape, ShapeType } from "./shape";
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
  if (!hasType(shape.type, value)) {
    return [{ path, rule: "type", type: shape.type }];
  }
  switch (shape.type) {
    case "structure":
      return checkStructure(shape, value as Record<string, unknown>, path, unit);
    case "map":
      return checkMap(shape, value as Record<string, unknown>, path, unit);
    case "list":
      return checkList(shape, value as readonly unknown[], path, unit);
    case "string":
      return checkString(shapeName, value as string, path, countedByAws.has(shapeName) ? "characters" : unit);
    case "integer":
    case "long":
    case "double":
      return checkRange(shape, value as number, path, "min", "max");
    case "boolean":
    case "timestamp":
      return [];
  }
}

function hasType(type: ShapeType, value: unknown): boolean {
  switch (type) {
    case "structure":
    case "map":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "list":
      return Array.isArray(value);
    case "integer":
    case "long":
      return Number.isInteger(value);
    case "double":
      return Number.isFinite(value);
    case "timestamp":
      return !Number.isNaN(new Date(value as string | number | Date).getTime());
    default:
      return typeof value === type;
  }
}

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
