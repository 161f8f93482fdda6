// Which constraints the contract has, and which of them a problem is about.

import { constraints } from "../../../provider/src/checks/schema/constraints";
import type { Constraint, ObjectConstraint } from "../../../provider/src/checks/schema/constraints";
import type { Problem } from "../../../provider/src/checks/problems";
import { identifierOf } from "../../../provider/src/checks/input-identifiers";
import { shapeOf } from "../../../provider/src/checks/service-model/model";
import { forms } from "../../../provider/src/checks/service-model/forms";
import { describeViolation } from "../../../provider/src/checks/service-model/violation";

interface Bound {
  /** Such as `Storage.size max`. */
  name: string;
  /** How its message begins. */
  message: string;
}

/** A place in the contract: that of a property, an item of a list or a value of a map. */
interface Place {
  name: string;
  bounds: Bound[];
  child(part: string | number): Place | undefined;
}

/** All constraints of a resource, and of the types of its inputs. A type that two properties have counts once. */
export function constraintsOf(token: string): string[] {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (expected: Constraint, place: Place): void => {
    for (const bound of place.bounds) names.add(bound.name);
    if (expected.object !== undefined) visitObject(expected.object, objectOf(expected.object));
    const inner = expected.items ?? expected.additionalProperties;
    const child = inner && place.child(expected.items ? 0 : "key");
    if (inner && child) visit(inner, child);
  };
  const visitObject = (name: string, object: ObjectConstraint): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const place = objectPlace(name, object);
    for (const bound of place.bounds) names.add(bound.name);
    for (const [property, expected] of Object.entries(object.properties)) {
      const child = place.child(property);
      if (child) visit(expected, child);
    }
  };
  visitObject(resourceName(token), resourceOf(token));
  return [...names].sort();
}

/** The constraint that a problem of the contract's checker is about. */
export function constraintOf(token: string, { path, message }: Problem): string | undefined {
  const parts = [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, name]) => (index === undefined ? (quoted ?? name ?? "") : Number(index)),
  );
  let place: Place | undefined = objectPlace(resourceName(token), resourceOf(token));
  for (const part of parts) {
    const next: Place | undefined = place?.child(part);
    // A property that the contract doesn't have is a matter of the object in which it was written.
    if (next === undefined && message.startsWith("is unknown")) return `${place?.name} unknown`;
    place = next;
  }
  // The one that says most: a form may begin as the words for a name do.
  const bounds = place?.bounds.filter((bound) => message.startsWith(bound.message)) ?? [];
  return bounds.sort((a, b) => b.message.length - a.message.length)[0]?.name;
}

const resourceName = (token: string): string => token.slice(token.lastIndexOf(":") + 1);

function resourceOf(token: string): ObjectConstraint {
  const { provider, config, resources } = constraints();
  const found = token === provider ? config : resources[token];
  if (found === undefined) throw new Error(`the contract has no resource ${token}`);
  return found;
}

function objectOf(name: string): ObjectConstraint {
  const found = constraints().types[name];
  if (found === undefined) throw new Error(`the contract has no type ${name}`);
  return found;
}

function objectPlace(name: string, object: ObjectConstraint, extra: Bound[] = []): Place {
  return {
    name,
    bounds: [...extra, { name: `${name} unknown`, message: "is unknown" }],
    child(part) {
      const expected = object.properties[part];
      if (expected === undefined) return undefined;
      const at = `${name}.${part}`;
      return valuePlace(at, expected, object.required.includes(String(part)));
    },
  };
}

function valuePlace(name: string, expected: Constraint, required: boolean): Place {
  const bounds = [
    ...(required ? [{ name: `${name} required`, message: "is required" }] : []),
    ...boundsOf(name, expected),
  ];
  if (expected.object !== undefined) return objectPlace(expected.object, objectOf(expected.object), bounds);
  return {
    name,
    bounds,
    child(part) {
      if (expected.items && typeof part === "number") return valuePlace(`${name}[]`, expected.items, false);
      return expected.additionalProperties && valuePlace(`${name}{}`, expected.additionalProperties, false);
    },
  };
}

const words: Readonly<Record<string, string>> = {
  string: "a string",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function boundsOf(name: string, expected: Constraint): Bound[] {
  if (expected.type === "any") return [];
  const type = expected.object
    ? "object"
    : expected.enum
      ? enumOf(expected.enum).type
      : (expected.type ?? "");
  return [
    { name: `${name} type`, message: `must be ${words[type]}` },
    ...(expected.enum
      ? [{ name: `${name} enum`, message: `must be one of ${enumOf(expected.enum).values.join(", ")}` }]
      : []),
    ...meantBounds(name, expected),
  ];
}

/** Where an ID or an ARN is meant, nothing more is said of a text that is none; an ARN is no name. */
function meantBounds(name: string, { type: typeOfValue, aws }: Constraint): Bound[] {
  const [type = "", property = ""] = name.replace(/\[\]$/, "").split(".");
  const identifier = typeOfValue === "string" ? identifierOf(type, property) : undefined;
  const meant = identifier && { name: `${name} identifier`, message: "must be the " };
  const inShape = aws === undefined ? [] : shapeBounds(name, aws);
  if (meant === undefined) return inShape;
  return identifier?.takes === "name" ? [meant, ...inShape] : [meant];
}

function enumOf(name: string): { type: string; values: readonly unknown[] } {
  const found = constraints().enums[name];
  if (found === undefined) throw new Error(`the contract has no enum ${name}`);
  return found;
}

function shapeBounds(name: string, shapeName: string): Bound[] {
  const shape = shapeOf(shapeName);
  const bound = (rule: string, message: string): Bound => ({ name: `${name} ${rule}`, message });
  const [low, high] =
    shape.type === "string" ? (["minLength", "maxLength"] as const) : (["min", "max"] as const);
  return [
    ...(shape.pattern === undefined
      ? []
      : [bound("pattern", describeViolation({ path: [], rule: "pattern", form: forms[shapeName] ?? "" }))]),
    ...(shape.enum === undefined
      ? []
      : [bound("enum", describeViolation({ path: [], rule: "enum", allowed: shape.enum }))]),
    ...(shape.min === undefined || (low === "minLength" && shape.min === 0)
      ? []
      : [bound(low, describeViolation({ path: [], rule: low, limit: shape.min }))]),
    ...(shape.max === undefined
      ? []
      : [bound(high, describeViolation({ path: [], rule: high, limit: shape.max }))]),
  ];
}
