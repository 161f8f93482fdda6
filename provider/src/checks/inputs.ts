// Checks inputs against the schema and, where it names a shape of AWS's service model, against that too. It finds all
// problems at once, and never repeats a value: it may be a secret.

import { Asset, isPlainObject, Lifted, UNKNOWN } from "../protocol/values";
import { checkShape } from "./service-model/check";
import type { LengthUnit } from "./service-model/check";
import { describeViolation } from "./service-model/violation";
import {
  type Constraint,
  constraints,
  type EnumConstraint,
  type ObjectConstraint,
} from "./schema/constraints";
import { identifierOf, identifierProblem } from "./identifiers";
import { entryPath, kindOf, nearest, propertyPath } from "./wording";

export interface Problem {
  /** Such as `customize[2].shell[0]` or `regions["eu-west-1"].share`. */
  readonly path: string;
  /** The end of a sentence that begins with the path. */
  readonly message: string;
  /** Nothing more needs to be said of the value, such as where a name stands in place of an ARN. */
  readonly conclusive?: true;
}

/** All problems of a resource's inputs, or of the provider's configuration, sorted by path. */
export function checkInputs(token: string, inputs: Record<string, unknown>): Problem[] {
  const { provider, config, resources } = constraints();
  const resource = own(resources, token);
  const expected = token === provider ? config : resource;
  if (expected === undefined) throw new Error(`the schema has no resource ${token}`);
  const given = Object.entries(inputs).filter(([name]) => !isEngines(name, token === provider));
  const problems: Problem[] = [];
  checkObject(expected, Object.fromEntries(given), {
    path: "",
    type: token.slice(token.lastIndexOf(":") + 1),
    property: "",
    secret: false,
    unit: resource?.component ? "bytes" : "characters",
    problems,
  });
  return problems.sort((a, b) => byPath.compare(a.path, b.path));
}

// Numeric, so that [10] comes after [2].
const byPath = new Intl.Collator("en", { numeric: true });

/** What the engine itself puts among the inputs. */
const isEngines = (name: string, ofProvider: boolean): boolean =>
  name === "__defaults" ||
  (ofProvider && (name === "version" || name === "pluginDownloadURL" || name === "__internal"));

interface Place {
  readonly path: string;
  /** The object type, and its property, that the value belongs to; items of a list are of the list's property. */
  readonly type: string;
  readonly property: string;
  /** Whether the value is secret, or part of something secret. */
  readonly secret: boolean;
  /** What lengths are counted in. */
  readonly unit: LengthUnit;
  readonly problems: Problem[];
}

const report = (at: Place, message: string): void => void at.problems.push({ path: at.path, message });

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

function checkValue(expected: Constraint, value: unknown, at: Place): void {
  if (value instanceof Lifted) {
    if (value.known) checkValue(expected, value.value, value.secret ? { ...at, secret: true } : at);
    else if (expected.plain) report(at, mustBeKnown);
    return;
  }
  if (value === UNKNOWN) {
    if (expected.plain) report(at, mustBeKnown);
    return;
  }
  if (expected.object !== undefined) {
    if (isPlainObject(value)) {
      checkObject(named(constraints().types, expected.object), value, { ...at, type: expected.object });
    } else report(at, `must be an object, not ${kindOf(value)}`);
  } else if (expected.enum !== undefined) {
    checkEnum(named(constraints().enums, expected.enum), value, at);
  } else {
    checkType(expected, value, at);
  }
}

const mustBeKnown = "must be known during preview, since it decides which resources exist";

function named<T>(record: Readonly<Record<string, T>>, name: string): T {
  const found = own(record, name);
  if (found === undefined) throw new Error(`the schema has no type ${name}`);
  return found;
}

function checkObject(expected: ObjectConstraint, value: Record<string, unknown>, at: Place): void {
  for (const [name, child] of Object.entries(value)) {
    const property = own(expected.properties, name);
    if (property === undefined) reportUnknown(name, Object.keys(expected.properties), at);
    else if (!isAbsent(child)) {
      checkValue(property, child, { ...at, path: propertyPath(at.path, name), property: name });
    }
  }
  for (const name of expected.required) {
    if (isAbsent(own(value, name))) report({ ...at, path: propertyPath(at.path, name) }, "is required");
  }
}

/** Absent is also what is known to be nothing. */
const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (value instanceof Lifted && value.known && isAbsent(value.value));

function reportUnknown(name: string, possible: readonly string[], at: Place): void {
  const all = `possible are ${possible.join(", ")}`;
  if (at.secret) {
    // What a secret's properties are called is a part of the secret.
    report(at, `has an unknown property; ${all}`);
    return;
  }
  const meant = nearest(name, possible);
  const hint = meant === undefined ? all : `did you mean ${meant}?`;
  report({ ...at, path: propertyPath(at.path, name) }, `is unknown; ${hint}`);
}

function checkEnum(expected: EnumConstraint, value: unknown, at: Place): void {
  if (!checkScalar(expected.type, value, at)) return;
  if (expected.values.some((allowed) => allowed === value)) return;
  const allowed = expected.values.map(String);
  const meant = at.secret ? undefined : nearest(String(value), allowed);
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  report(at, `must be one of ${allowed.join(", ")}${hint}`);
}

function checkType(expected: Constraint, value: unknown, at: Place): void {
  switch (expected.type) {
    case "array":
      if (!Array.isArray(value)) report(at, `must be a list, not ${kindOf(value)}`);
      else value.forEach((item: unknown, index) => checkItem(expected.items, item, index, at));
      return;
    case "object":
      if (isPlainObject(value)) checkMap(expected.additionalProperties, value, at);
      else report(at, `must be an object, not ${kindOf(value)}`);
      return;
    case "asset":
      if (!(value instanceof Asset)) report(at, `must be an asset, not ${kindOf(value)}`);
      return;
    case "any":
    case undefined:
      return;
    default:
      if (checkScalar(expected.type, value, at) && isMeant(value, at) && expected.aws !== undefined) {
        checkAws(expected.aws, value, at);
      }
  }
}

function checkItem(expected: Constraint | undefined, item: unknown, index: number, at: Place): void {
  if (expected !== undefined) checkValue(expected, item, { ...at, path: `${at.path}[${index}]` });
}

function checkMap(expected: Constraint | undefined, value: Record<string, unknown>, at: Place): void {
  if (expected === undefined) return;
  for (const [key, child] of Object.entries(value)) {
    if (!isAbsent(child)) checkValue(expected, child, { ...at, path: entryPath(at.path, key, at.secret) });
  }
}

const scalars: Record<EnumConstraint["type"], { words: string; accepts: (value: unknown) => boolean }> = {
  string: { words: "a string", accepts: (value) => typeof value === "string" },
  integer: { words: "a whole number", accepts: Number.isInteger },
  number: { words: "a number", accepts: Number.isFinite },
  boolean: { words: "true or false", accepts: (value) => typeof value === "boolean" },
};

function checkScalar(type: EnumConstraint["type"], value: unknown, at: Place): boolean {
  const { words, accepts } = scalars[type];
  if (accepts(value)) return true;
  // "must be a whole number, not a number" would only puzzle.
  report(
    at,
    typeof value === "number" && type !== "string" && type !== "boolean"
      ? `must be ${words}`
      : `must be ${words}, not ${kindOf(value)}`,
  );
  return false;
}

/** Whether a text is the name, the ID or the ARN that the property takes; AWS's pattern would say no more. */
function isMeant(value: unknown, at: Place): boolean {
  const identifier = identifierOf(at.type, at.property);
  if (identifier === undefined || typeof value !== "string") return true;
  const problem = identifierProblem(identifier, value, at.secret);
  if (problem === undefined) return true;
  at.problems.push({ path: at.path, message: problem, conclusive: true });
  return false;
}

function checkAws(shape: string, value: unknown, at: Place): void {
  for (const violation of checkShape(shape, value, [], at.unit)) {
    // Which of the allowed values is nearest tells something of a secret.
    const told = at.secret && violation.rule === "enum" ? { ...violation, nearest: undefined } : violation;
    report(at, describeViolation(told));
  }
}
