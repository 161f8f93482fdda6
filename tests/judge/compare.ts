// How the stand-in's table of types differs from the provider's schemas, and what is known of it.

import { isDeepStrictEqual } from "node:util";
import {
  autoNamed,
  defaultsOf,
  nestedDefaultsOf,
  ofPluginFramework,
  resourceTypes,
  type ResourceType,
  type Shape,
} from "../../sandbox/aws-plugin/resource-types";
import { type Facts, readFacts, type ResourceFacts } from "./facts";
import { type Known, lackedByProvider, leftOutByStandIn, unshown } from "./known";

export interface SchemaDifference {
  readonly type: string;
  /** What of the type it is about: a list of the facts, and the path. */
  readonly what: string;
  readonly standIn: string;
  readonly provider: string;
}

const known: readonly Known[] = [...lackedByProvider, ...leftOutByStandIn];

export const differences = (facts: Facts): SchemaDifference[] =>
  Object.entries(resourceTypes).flatMap(([type, table]) =>
    differencesOfType(type, table, facts.resources[type]),
  );

/** Those without a reason. */
export const unexplained = (facts: Facts): SchemaDifference[] =>
  differences(facts).filter((each) => reasonOf(each) === undefined);

/** The reasons that explain nothing any more. */
export const idle = (facts: Facts): Known[] => {
  const all = differences(facts);
  return known.filter((each) => !all.some((difference) => explains(each, difference)));
};

const explains = ({ type, what }: Known, difference: SchemaDifference): boolean =>
  type === difference.type && what.test(difference.what);

const reasonOf = (difference: SchemaDifference): string | undefined =>
  known.find((each) => explains(each, difference))?.reason;

function differencesOfType(
  type: string,
  table: ResourceType,
  facts: ResourceFacts | undefined,
): SchemaDifference[] {
  if (facts === undefined) return [{ type, what: "type", standIn: "is there", provider: "is not there" }];
  // What gets a name or a default where the program says nothing is as good as computed.
  const filled = [...Object.keys(facts.defaults), ...named(type), facts.namedAfter];
  const inputs = Object.keys(table.inputs);
  return [
    ...ofShapes({ ...table.inputs }, { ...facts.inputs }, ""),
    ...ofLists("required", table.required, facts.required),
    ...ofLists("replaces", table.replaces, facts.replaces.filter(isOwn(facts.replaces))),
    ...ofLists("computed", without(table.filled, filled), without(facts.computed, filled)),
    ...ofLists("output", without(table.computed, inputs), without(facts.outputs, inputs)),
    ...ofLists("automatic name", named(type), facts.autoNamed === undefined ? [] : [facts.autoNamed]),
    ...ofLists("set", table.sets, facts.sets),
    ...ofFlags("framework", ofPluginFramework.includes(type), facts.framework === true),
    ...ofDefaults({ ...defaultsOf(type), ...nestedDefaultsOf(type) }, facts.defaults),
  ].map((difference) => ({ type, ...difference }));
}

const named = (type: string): string[] => [autoNamed(type)].filter((name) => name !== undefined);

const without = (all: readonly string[], others: readonly (string | undefined)[]): string[] =>
  all.filter((each) => !others.includes(each));

/** Where an object as a whole replaces, what is in it need not be told. */
const isOwn = (all: readonly string[]) => (path: string) =>
  !all.some((other) => path.startsWith(`${other}.`));

type Found = Omit<SchemaDifference, "type">;

const ofFlags = (what: string, standIn: boolean, provider: boolean): Found[] =>
  standIn === provider ? [] : [{ what, standIn: String(standIn), provider: String(provider) }];

function ofLists(name: string, standIn: readonly string[], provider: readonly string[]): Found[] {
  const paths = [...new Set([...standIn, ...provider])].sort();
  return paths.flatMap((path) => {
    const [left, right] = [standIn, provider].map((all) => (all.includes(path) ? "yes" : "no")) as [
      string,
      string,
    ];
    return left === right ? [] : [{ what: `${name} ${path}`, standIn: left, provider: right }];
  });
}

/** Names, types, lists and single objects, and what nested objects require. */
function ofShapes(
  standIn: Readonly<Record<string, Shape | readonly string[]>>,
  provider: Readonly<Record<string, Shape | readonly string[]>>,
  at: string,
): Found[] {
  const names = new Set([...Object.keys(standIn), ...Object.keys(provider)]);
  return [...names].sort().flatMap((name): Found[] => {
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

function ofDefaults(
  standIn: Readonly<Record<string, unknown>>,
  provider: Readonly<Record<string, unknown>>,
): Found[] {
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
  const all = differences(facts);
  const lines = [`${facts.provider} under ${facts.bridge}`, ""];
  for (const type of Object.keys(resourceTypes)) {
    const found = all.filter((each) => each.type === type);
    lines.push(`${type}: ${found.length === 0 ? "the same" : `${found.length} differ`}`);
    for (const difference of found) {
      const { what, standIn, provider } = difference;
      const reason = reasonOf(difference);
      lines.push(`  ${reason === undefined ? "✖" : "·"} ${what}: stand-in ${standIn}, provider ${provider}`);
      if (reason !== undefined) lines.push(`      ${reason}`);
    }
  }
  return [
    ...lines,
    "",
    "What this provider and moto can't show:",
    ...unshown.map((each) => `  ${each}`),
    ...idle(facts).map(({ type, what }) => `A reason that explains nothing any more: ${type} ${what.source}`),
  ];
}
