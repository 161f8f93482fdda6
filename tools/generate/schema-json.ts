// The schema as Pulumi reads it: what only this repository understands is left out or carried out.

import { examplesText } from "./examples";
import type { ObjectSpec, Properties, ResourceSpec, Schema, TypeSpec } from "./schema";

/** The text of schema.json. The same schema gives the same bytes, in whichever order it is written. */
export function schemaJson(schema: Schema): string {
  const pure = {
    ...schema,
    ...(schema.config && {
      config: { ...schema.config, variables: pureProperties(schema.config.variables) },
    }),
    resources: mapValues(schema.resources, pureResource),
    types: mapValues(schema.types ?? {}, pureObject),
  };
  return `${JSON.stringify(sorted(pure), null, 2)}\n`;
}

const mapValues = <T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));

function pureResource({ examples, ...spec }: ResourceSpec): ResourceSpec {
  return {
    ...pureObject(spec),
    ...(examples && { description: `${spec.description ?? ""}\n\n${examplesText(examples)}` }),
    inputProperties: pureProperties(spec.inputProperties),
  };
}

function pureObject(spec: ObjectSpec): ObjectSpec {
  return { ...spec, properties: pureProperties(spec.properties) };
}

const pureProperties = (properties: Properties | undefined): Properties | undefined =>
  properties && mapValues(properties, pureType);

// Not a search for any such key: a property may be called so.
function pureType(spec: TypeSpec): TypeSpec {
  const { aws: _aws, decides: _decides, ...rest } = spec;
  return {
    ...rest,
    ...(spec.items && { items: pureType(spec.items) }),
    ...(spec.additionalProperties && { additionalProperties: pureType(spec.additionalProperties) }),
    ...(spec.oneOf && { oneOf: spec.oneOf.map(pureType) }),
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "$comment");
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, child]) => [key, sorted(child)]),
  );
}
