// Spoils valid inputs in one place.

import fc from "fast-check";
import { constraints } from "../../provider/src/checks/schema/constraints";
import type { Constraint, ObjectConstraint } from "../../provider/src/checks/schema/constraints";
import { entryPath, propertyPath } from "../../provider/src/checks/wording";
import { Asset, isPlainObject } from "../../provider/src/protocol/values";
import { checkShape } from "../../provider/src/checks/service-model/check";
import { shapeOf } from "../../provider/src/checks/service-model/model";
import type { Record } from "./values";

export interface Spoiled {
  inputs: Record;
  /** The places that a problem may be at, or above of, or below of. */
  paths: string[];
  how: string;
}

/** A way to spoil inputs; tells where it is, for `fc` to choose. */
export interface Way {
  how: string;
  paths: string[];
  spoil(inputs: Record): void;
}

/** A place in inputs, with what the schema says of it. */
interface Spot {
  path: string;
  constraint: Constraint;
  keys: (string | number)[];
  value: unknown;
}

interface Holder {
  path: string;
  keys: (string | number)[];
  constraint: ObjectConstraint;
  value: Record;
}

function collect(
  constraint: ObjectConstraint,
  value: Record,
  path: string,
  keys: (string | number)[],
  spots: Spot[],
  holders: Holder[],
): void {
  holders.push({ path, keys, constraint, value });
  for (const [name, inner] of Object.entries(value)) {
    const expected = constraint.properties[name];
    if (expected !== undefined) {
      collectValue(expected, inner, propertyPath(path, name), [...keys, name], spots, holders);
    }
  }
}

function collectValue(
  expected: Constraint,
  value: unknown,
  path: string,
  keys: (string | number)[],
  spots: Spot[],
  holders: Holder[],
): void {
  spots.push({ path, constraint: expected, keys, value });
  const type = expected.object === undefined ? undefined : constraints().types[expected.object];
  if (type !== undefined && isPlainObject(value)) collect(type, value, path, keys, spots, holders);
  if (expected.items !== undefined && Array.isArray(value)) {
    const { items } = expected;
    value.forEach((item: unknown, index) =>
      collectValue(items, item, `${path}[${index}]`, [...keys, index], spots, holders),
    );
  }
  if (expected.additionalProperties !== undefined && isPlainObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const at = entryPath(path, key, false);
      collectValue(expected.additionalProperties, inner, at, [...keys, key], spots, holders);
    }
  }
}

export function put(inputs: Record, keys: readonly (string | number)[], value: unknown): void {
  const [first = "", ...rest] = keys;
  if (rest.length > 0) put((inputs[first] ??= {}) as Record, rest, value);
  else if (value === undefined) Reflect.deleteProperty(inputs, first);
  else inputs[first] = value;
}

/** Values that a place can't have, with what is wrong with them. */
function wrongValues({ constraint, value }: Spot): [string, unknown][] {
  if (constraint.type === "any") return [];
  if (constraint.object !== undefined)
    return [
      ["an object as text", "text"],
      ["an object as a list", []],
    ];
  if (constraint.enum !== undefined)
    return [
      ["a word that isn't one of the possible", "nonsense"],
      ["a word as an object", {}],
    ];
  switch (constraint.type) {
    case "string":
      return [
        ["a text as a number", 7],
        ["a text as a list", ["text"]],
        ...shapeValues(constraint.aws, ["", "!\0", "x".repeat(2100)]),
      ];
    case "integer":
    case "number":
      return [
        ["a number as text", "7"],
        ["a number as an object", {}],
        ["half a number", 1.5],
        ...shapeValues(constraint.aws, numbers(constraint.aws)),
      ];
    case "boolean":
      return [
        ["a truth value as text", "true"],
        ["a truth value as a number", 1],
      ];
    case "array":
      return [
        ["a list as text", "text"],
        ["a list as an object", { text: "text" }],
      ];
    case "object":
      return [
        ["a map as text", "text"],
        ["a map as a list", [value]],
      ];
    default:
      return [];
  }
}

function shapeValues(shape: string | undefined, values: readonly unknown[]): [string, unknown][] {
  if (shape === undefined) return [];
  return values
    .filter((value) => checkShape(shape, value).length > 0)
    .map((value) => [`what ${shape} can't be`, value]);
}

function numbers(shape: string | undefined): number[] {
  const { min, max } = shape === undefined ? {} : shapeOf(shape);
  return [...(min === undefined ? [] : [min - 1]), ...(max === undefined ? [] : [max + 1])];
}

/** The ways that the schema alone tells. */
function schemaWays(token: string, inputs: Record): Way[] {
  const { resources } = constraints();
  const spots: Spot[] = [];
  const holders: Holder[] = [];
  const resource = resources[token];
  if (resource === undefined) throw new Error(`there is no resource ${token}`);
  collect(resource, inputs, "", [], spots, holders);
  return [
    ...spots.flatMap((spot) =>
      wrongValues(spot).map(([how, value]): Way => ({
        how,
        paths: [spot.path],
        spoil: (given) => put(given, spot.keys, value),
      })),
    ),
    ...holders.flatMap(({ path, keys, constraint, value }): Way[] => [
      ...Object.keys(value).map((name): Way => {
        const misspelt = `${name}s`;
        return {
          how: `misspelt ${name}`,
          // What is required is missing then, and of several that exclude each other none is there.
          paths: [propertyPath(path, misspelt)],
          spoil: (given) => {
            put(given, [...keys, misspelt], value[name]);
            put(given, [...keys, name], undefined);
          },
        };
      }),
      ...constraint.required.map((name): Way => ({
        how: `without ${name}`,
        paths: [propertyPath(path, name)],
        spoil: (given) => put(given, [...keys, name], undefined),
      })),
    ]),
  ];
}

/** Spoils inputs in one of the ways that the schema tells, or of those that are given. */
export function spoiled(
  token: string,
  valid: fc.Arbitrary<Record>,
  more: (inputs: Record) => Way[],
): fc.Arbitrary<Spoiled> {
  return fc.tuple(valid, fc.nat(), fc.nat({ max: 2 })).map(([inputs, which, kind]) => {
    const special = more(inputs);
    const ways = kind === 0 && special.length > 0 ? special : schemaWays(token, inputs);
    const way = ways[which % ways.length];
    if (way === undefined) throw new Error("there is nothing to spoil");
    const copy = clone(inputs) as Record;
    way.spoil(copy);
    return { inputs: copy, paths: way.paths, how: way.how };
  });
}

function clone(value: unknown): unknown {
  if (value instanceof Asset) return value;
  if (Array.isArray(value)) return value.map(clone);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clone(inner)]));
}

/** Whether one path is at, above or below another. */
export function related(found: string, spoiledAt: string): boolean {
  const within = (inner: string, outer: string): boolean =>
    outer === "" || inner === outer || (inner.startsWith(outer) && /^[.[: ]/.test(inner.slice(outer.length)));
  return within(spoiledAt, found) || within(found, spoiledAt);
}
