// `decides` in provider/schema.yaml: what decides which resources exist must be known in preview. Said there once, it
// becomes a constraint that is checked, a type without `pulumi.Input`, and a sentence of the description.

import { resolve, type PropertySpec, type Schema, type TypeSpec } from "./schema";

/** The schema with the sentence in the description of each property that decides. */
export function withDecisions(schema: Schema): Schema {
  const describe = (spec: PropertySpec): PropertySpec =>
    spec.decides === undefined
      ? spec
      : { ...spec, description: inserted(spec.description ?? "", sentence(schema, spec)) };
  return {
    ...schema,
    resources: mapValues(schema.resources, (resource) => ({
      ...resource,
      inputProperties: resource.inputProperties && mapValues(resource.inputProperties, describe),
    })),
    types:
      schema.types &&
      mapValues(schema.types, (type) => ({
        ...type,
        properties: type.properties && mapValues(type.properties, describe),
      })),
  };
}

const mapValues = <T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));

function sentence(schema: Schema, { decides, ...type }: TypeSpec): string {
  if (decides === "presence") return "Whether it is set must be known in preview.";
  if (type.items !== undefined) return `${list(schema, type.items)} must be known in preview.`;
  if (type.additionalProperties !== undefined) return "Its keys must be known in preview.";
  return isObject(schema, type)
    ? "Which of its properties are set must be known in preview."
    : "Must be known in preview.";
}

function list(schema: Schema, items: TypeSpec): string {
  if (!items.decides) return "The number of items";
  return isObject(schema, items) ? "The number of items, and the properties that each sets," : "All items";
}

const isObject = (schema: Schema, { $ref, oneOf }: TypeSpec): boolean =>
  oneOf === undefined && $ref !== undefined && resolve(schema, $ref).spec.enum === undefined;

/** Before the example and the default, with which descriptions end. */
function inserted(description: string, text: string): string {
  const at = description.search(/ (?:For example|Default:) /);
  return at < 0 ? `${description} ${text}` : `${description.slice(0, at)} ${text}${description.slice(at)}`;
}
