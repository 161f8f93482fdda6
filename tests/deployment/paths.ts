// All that a user can take away from inputs, by the schema.

import schema from "../../provider/schema.json";
import { entryPath, propertyPath } from "../../provider/src/checks/wording";
import { isPlainObject } from "../../provider/src/protocol/values";
import type { Values } from "../../provider/src/protocol/values";

interface Property {
  $ref?: string;
  items?: Property;
  additionalProperties?: Property;
}

interface Type {
  properties?: Record<string, Property>;
  required?: string[];
}

export interface Removable {
  /** Where it is in the inputs. */
  path: (string | number)[];
  /** The same as messages say it. */
  text: string;
  /** Where it is in the schema, such as `workflows[].name` or `distribution.regions{}.share`. */
  place: string;
}

const types = schema.types as unknown as Record<string, Type>;
const resources = schema.resources as unknown as Record<
  string,
  { inputProperties: Record<string, Property>; requiredInputs?: string[] }
>;

const typeOf = ({ $ref }: Property): Type | undefined =>
  types[decodeURIComponent($ref?.replace("#/types/", "") ?? "")];

function resourceOf(token: string): Type {
  const { inputProperties: properties, requiredInputs: required } = resources[token] ?? {};
  return { properties, required };
}

/** What is in the inputs and may be left out: properties, items of lists and entries of maps. */
export const removables = (token: string, inputs: Values): Removable[] =>
  below(resourceOf(token), inputs, { path: [], text: "", place: "" });

function below({ properties = {}, required = [] }: Type, value: Values, at: Removable): Removable[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    if (value[name] === undefined) return [];
    const here = {
      path: [...at.path, name],
      text: propertyPath(at.text, name),
      place: propertyPath(at.place, name),
    };
    return [...(required.includes(name) ? [] : [here]), ...inside(property, value[name], here)];
  });
}

function inside(property: Property, value: unknown, at: Removable): Removable[] {
  const type = typeOf(property);
  if (type?.properties !== undefined && isPlainObject(value)) return below(type, value, at);
  const part = (key: string | number, item: unknown, inner: Property, mark: string): Removable[] => {
    const text = typeof key === "number" ? `${at.text}[${key}]` : entryPath(at.text, key, false);
    const here = { path: [...at.path, key], text, place: `${at.place}${mark}` };
    return [here, ...inside(inner, item, here)];
  };
  if (property.items !== undefined && Array.isArray(value)) {
    return value.flatMap((item, index) => part(index, item, property.items ?? {}, "[]"));
  }
  if (property.additionalProperties !== undefined && isPlainObject(value)) {
    return Object.entries(value).flatMap(([key, item]) =>
      part(key, item, property.additionalProperties ?? {}, "{}"),
    );
  }
  return [];
}

/** Every place in the schema that may be left out. */
export function places(token: string): string[] {
  const found = new Set<string>();
  const visit = ({ properties = {}, required = [] }: Type, at: string): void => {
    for (const [name, property] of Object.entries(properties)) {
      const place = propertyPath(at, name);
      if (!required.includes(name)) found.add(place);
      enter(property, place);
    }
  };
  const enter = (property: Property, place: string): void => {
    const type = typeOf(property);
    if (type?.properties !== undefined) visit(type, place);
    for (const [inner, mark] of [
      [property.items, "[]"],
      [property.additionalProperties, "{}"],
    ] as const) {
      if (inner === undefined) continue;
      found.add(`${place}${mark}`);
      enter(inner, `${place}${mark}`);
    }
  };
  visit(resourceOf(token), "");
  return [...found];
}

/** The inputs without what is at a path. */
export const without = (inputs: Values, path: Removable["path"]): Values => take(inputs, path) as Values;

function take(value: unknown, [key, ...rest]: Removable["path"]): unknown {
  if (Array.isArray(value)) {
    return rest.length === 0
      ? value.filter((_, index) => index !== key)
      : value.map((item: unknown, index) => (index === key ? take(item, rest) : item));
  }
  return Object.fromEntries(
    Object.entries(value as Values).flatMap(([name, inner]) =>
      name !== key ? [[name, inner]] : rest.length === 0 ? [] : [[name, take(inner, rest)]],
    ),
  );
}
