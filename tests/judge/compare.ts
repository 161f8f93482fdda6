// How the stand-in's table of types differs from the provider's schemas, and what is known of it.

import { isDeepStrictEqual } from "node:util";
import {
  defaultsOf,
  resourceTypes,
  type ResourceType,
  type Shape,
} from "../sandbox/aws-plugin/resource-types";
import exceptions from "./exceptions.json";
import { type Facts, readFacts, type ResourceFacts } from "./facts";

export interface SchemaDifference {
  /** What of the type it is about: a list of the facts, and the path. */
  readonly what: string;
  readonly standIn: string;
  readonly provider: string;
}

/** Why the table of a type differs where it does: by the type or "*", and what it is about. */
const reasons = exceptions as Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The differences of every type that are not known with a reason. */
export function unexplained(facts: Facts = readFacts()): Record<string, SchemaDifference[]> {
  return Object.fromEntries(
    Object.entries(resourceTypes)
      .map(([type, table]) => [
        type,
        differencesOfType(type, table, facts.resources[type]).filter(
          ({ what }) => reasonOf(type, what) === undefined,
        ),
      ])
      .filter(([, differences]) => differences?.length !== 0),
  );
}

/** The reasons that explain nothing any more. */
export function idle(facts: Facts = readFacts()): string[] {
  return Object.entries(reasons).flatMap(([type, known]) =>
    Object.keys(known)
      .filter(
        (what) =>
          !Object.entries(resourceTypes).some(
            ([each, table]) =>
              (type === "*" || type === each) &&
              differencesOfType(each, table, facts.resources[each]).some(
                (difference) => difference.what === what,
              ),
          ),
      )
      .map((what) => `${type} ${what}`),
  );
}

const reasonOf = (type: string, what: string): string | undefined =>
  reasons[type]?.[what] ?? reasons["*"]?.[what];

export function differencesOfType(
  type: string,
  table: ResourceType,
  facts: ResourceFacts | undefined,
): SchemaDifference[] {
  if (facts === undefined) return [{ what: "type", standIn: "is there", provider: "is not there" }];
  const list = (name: string, standIn: readonly string[], provider: readonly string[]): SchemaDifference[] =>
    [...new Set([...standIn, ...provider])].sort().flatMap((path) => {
      const sides = [standIn, provider].map((all) => (all.includes(path) ? "yes" : "no")) as [string, string];
      return sides[0] === sides[1]
        ? []
        : [{ what: `${name} ${path}`, standIn: sides[0], provider: sides[1] }];
    });
  const top = (paths: readonly string[]): string[] => paths.filter((path) => !path.includes("."));
  return [
    ...ofShapes({ ...table.inputs }, { ...facts.inputs }, ""),
    ...list("required", table.required, facts.required),
    ...list("replaces", table.replaces, [...new Set(facts.replaces.map(firstOf))]),
    ...list("computed", table.filled, top(facts.computed)),
    ...list("output", table.computed, facts.outputs),
    ...ofDefaults(defaultsOf(type), facts.defaults),
  ];
}

const firstOf = (path: string): string => path.split(".")[0] ?? path;

/** Names, types, lists and single objects, and what nested objects require. */
function ofShapes(
  standIn: Readonly<Record<string, Shape | readonly string[]>>,
  provider: Readonly<Record<string, Shape | readonly string[]>>,
  at: string,
): SchemaDifference[] {
  const names = new Set([...Object.keys(standIn), ...Object.keys(provider)]);
  return [...names].sort().flatMap((name): SchemaDifference[] => {
    const [left, right] = [standIn[name], provider[name]];
    const path = at === "" ? name : `${at}.${name}`;
    if (name === "_required") {
      const sides = [left ?? [], right ?? []].map((each) => [...(each as string[])].sort().join(", "));
      return sides[0] === sides[1]
        ? []
        : [{ what: `required in ${at}`, standIn: String(sides[0]), provider: String(sides[1]) }];
    }
    const [one, other] = [left, right].map(kindOf) as [string, string];
    if (one !== other) return [{ what: `input ${path}`, standIn: one, provider: other }];
    const [inner, outer] = [left, right].map(fieldsOf);
    return inner === undefined || outer === undefined ? [] : ofShapes(inner, outer, path);
  });
}

type Field = Shape | readonly string[] | undefined;

function kindOf(shape: Field): string {
  if (shape === undefined) return "none";
  if (typeof shape === "string") return shape;
  if (Array.isArray(shape)) return `list of ${kindOf((shape as readonly Shape[])[0])}`;
  return "*" in shape ? `map of ${kindOf((shape as Record<string, Shape>)["*"])}` : "object";
}

function fieldsOf(shape: Field): Readonly<Record<string, Shape>> | undefined {
  if (shape === undefined || typeof shape === "string") return undefined;
  if (Array.isArray(shape)) return fieldsOf((shape as readonly Shape[])[0]);
  return "*" in shape ? undefined : (shape as Readonly<Record<string, Shape>>);
}

/** Those at the top: the stand-in fills in no others. */
function ofDefaults(
  standIn: Readonly<Record<string, unknown>>,
  provider: Readonly<Record<string, unknown>>,
): SchemaDifference[] {
  const names = new Set([
    ...Object.keys(standIn),
    ...Object.keys(provider).filter((path) => !path.includes(".")),
  ]);
  return [...names]
    .sort()
    .filter((name) => !isDeepStrictEqual(standIn[name], provider[name]))
    .map((name) => ({
      what: `default ${name}`,
      standIn: JSON.stringify(standIn[name]) ?? "none",
      provider: JSON.stringify(provider[name]) ?? "none",
    }));
}

/** `--compare`, line by line. */
export function compare(): string[] {
  const facts = readFacts();
  const lines = [`${facts.provider} under ${facts.bridge}`, ""];
  for (const [type, table] of Object.entries(resourceTypes)) {
    const differences = differencesOfType(type, table, facts.resources[type]);
    lines.push(`${type}: ${differences.length === 0 ? "the same" : `${differences.length} differ`}`);
    for (const { what, standIn, provider } of differences) {
      const reason = reasonOf(type, what);
      lines.push(`  ${reason === undefined ? "✖" : "·"} ${what}: stand-in ${standIn}, provider ${provider}`);
      if (reason !== undefined) lines.push(`      ${reason}`);
    }
  }
  return lines;
}
