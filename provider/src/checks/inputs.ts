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
import { identifierOf, identifierProblem } from "./input-identifiers";
import { undecided } from "./known";
import type { Problem } from "./problems";
import { didYouMean, didYouMeanOneOf, possibleAre } from "./suggestions";
import { entryPath, kindOf, propertyPath } from "./wording";

/** All problems of a resource's inputs, or of the provider's configuration. */
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
  return problems;
}

/** What the engine itself puts among the inputs. */
const isEngines = (name: string, ofProvider: boolean): boolean =>
  name === "__defaults" ||
  (ofProvider && (name === "version" || name === "pluginDownloadURL" || name === "__internal"));

/** A value on the way through the inputs. */
interface Position {
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

const report = (at: Position, message: string): void => void at.problems.push({ path: at.path, message });

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

function checkValue(expected: Constraint, value: unknown, at: Position): void {
  if (expected.decides && (at.secret || value === UNKNOWN || undecided(value))) {
    at.problems.push({ path: at.path, message: mustBeKnown, conclusive: true });
    return;
  }
  if (value instanceof Lifted) {
    if (value.known) checkValue(expected, value.value, value.secret ? { ...at, secret: true } : at);
    return;
  }
  if (value === UNKNOWN) return;
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

const mustBeKnown = "must be a plain value that is known in preview, since it decides which resources exist";

function named<T>(record: Readonly<Record<string, T>>, name: string): T {
  const found = own(record, name);
  if (found === undefined) throw new Error(`the schema has no type ${name}`);
  return found;
}

function checkObject(expected: ObjectConstraint, value: Record<string, unknown>, at: Position): void {
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

function reportUnknown(name: string, possible: readonly string[], at: Position): void {
  // What a secret's properties are called is a part of the secret.
  if (at.secret) report(at, `has an unknown property${possibleAre(possible)}`);
  else report({ ...at, path: propertyPath(at.path, name) }, `is unknown${didYouMeanOneOf(name, possible)}`);
}

function checkEnum(expected: EnumConstraint, value: unknown, at: Position): void {
  if (!checkScalar(expected.type, value, at)) return;
  if (expected.values.some((allowed) => allowed === value)) return;
  const allowed = expected.values.map(String);
  const hint = at.secret ? "" : didYouMean(String(value), allowed);
  report(at, `must be one of ${allowed.join(", ")}${hint}`);
}

function checkType(expected: Constraint, value: unknown, at: Position): void {
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

function checkItem(expected: Constraint | undefined, item: unknown, index: number, at: Position): void {
  if (expected !== undefined) checkValue(expected, item, { ...at, path: `${at.path}[${index}]` });
}

function checkMap(expected: Constraint | undefined, value: Record<string, unknown>, at: Position): void {
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

function checkScalar(type: EnumConstraint["type"], value: unknown, at: Position): boolean {
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
function isMeant(value: unknown, at: Position): boolean {
  const identifier = identifierOf(at.type, at.property);
  if (identifier === undefined || typeof value !== "string") return true;
  const problem = identifierProblem(identifier, value, at.secret);
  if (problem === undefined) return true;
  at.problems.push({ path: at.path, message: problem, conclusive: true });
  return false;
}

function checkAws(shape: string, value: unknown, at: Position): void {
  for (const violation of checkShape(shape, value, [], at.unit))
    report(at, describeViolation(violation, at.secret));
}
