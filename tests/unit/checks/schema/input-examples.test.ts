// Every input is documented with an example, and each example is one that is taken. A boolean and an enumeration are
// their own examples: all of their values are listed.

import { expect } from "chai";
import { parse } from "yaml";
import schema from "../../../../provider/schema.json";
import { checkInputs } from "../../../../provider/src/checks/inputs";

interface Property {
  type?: string;
  $ref?: string;
  items?: Property;
  additionalProperties?: Property;
  description?: string;
}

interface Type {
  properties?: Record<string, Property>;
  enum?: unknown[];
}

interface Input {
  /** Such as `GoldenImage.source.os`. */
  name: string;
  property: Property;
  /** What the contract finds wrong with a value in this place. */
  problems(value: unknown): string[];
}

const types = schema.types as unknown as Record<string, Type>;
const resources = schema.resources as unknown as Record<
  string,
  { inputProperties: Record<string, Property> }
>;

const typeOf = ({ $ref }: Property): Type | undefined =>
  types[decodeURIComponent($ref?.replace("#/types/", "") ?? "")];

/** The inputs of all resources and of the types below them, each type once. */
function inputs(): Input[] {
  const seen = new Set<Type>();
  const below = (owner: string, properties: Record<string, Property>, place: Place): Input[] =>
    Object.entries(properties).flatMap(([key, property]) => {
      const name = `${owner}.${key}`;
      const own = inside(place, key, (value) => value);
      const [type, inner] = contentOf(property, own, key, place);
      const fresh = type?.properties !== undefined && !seen.has(type);
      if (fresh) seen.add(type);
      return [
        { name, property, problems: own.problems },
        ...(fresh ? below(name, type.properties ?? {}, inner) : []),
      ];
    });
  return Object.entries(resources).flatMap(([token, { inputProperties }]) =>
    below(token.split(":").at(-1) ?? "", inputProperties, {
      path: "",
      problems: (value) =>
        checkInputs(token, value as Record<string, unknown>).map(
          ({ path, message }) => `${path}: ${message}`,
        ),
    }),
  );
}

/** Where a value stands in the inputs of a resource. */
interface Place {
  path: string;
  problems(value: unknown): string[];
}

/** What is required beside the value says nothing of it. */
function inside(place: Place, key: string, wrap: (value: unknown) => unknown, suffix = ""): Place {
  const path = `${place.path === "" ? "" : `${place.path}.`}${key}${suffix}`;
  return {
    path,
    problems: (value) =>
      place
        .problems({ [key]: wrap(value) })
        .filter((problem) => problem.startsWith(path) && /^[.:[]/.test(problem.slice(path.length))),
  };
}

/** The type of a property, of its items or of its values, and where that stands. */
function contentOf(property: Property, own: Place, key: string, place: Place): [Type | undefined, Place] {
  if (property.items) return [typeOf(property.items), inside(place, key, (value) => [value], "[0]")];
  if (property.additionalProperties) {
    const at = "eu-west-1";
    return [
      typeOf(property.additionalProperties),
      inside(place, key, (value) => ({ [at]: value }), `["${at}"]`),
    ];
  }
  return [typeOf(property), own];
}

const example = /[Ff]or example `([^`]+)`/;

/** A text stands as it is; anything else is YAML, on one line. */
function exampleOf({ type, description = "" }: Property): unknown {
  const text = example.exec(description)?.[1];
  return text === undefined || type === "string" ? text : parse(text);
}

const saysItself = (property: Property): boolean =>
  property.type === "boolean" || typeOf(property)?.enum !== undefined;

describe("the example of the input", () => {
  for (const { name, property, problems } of inputs()) {
    const given = exampleOf(property);
    if (given === undefined && saysItself(property)) continue;
    it(`${name} exists and is accepted`, () => {
      expect(given, `"For example \`...\`" in: ${property.description}`).not.to.equal(undefined);
      expect(problems(given)).to.deep.equal([]);
    });
  }
});
