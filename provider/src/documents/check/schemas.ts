// The published JSON Schemas of documents, read and compiled when they are first needed.

import type * as Ajv from "ajv";
import { isMembers, list, member, members, membersOf, text } from "./value";

const load = {
  // The bundler sees these paths.
  component: (): unknown => require("../schemas/component.json"),
  workflow: (): unknown => require("../schemas/workflow.json"),
};

export type SchemaName = keyof typeof load;

const compiled = new Map<SchemaName, Ajv.ValidateFunction>();

export function validator(name: SchemaName): Ajv.ValidateFunction {
  let validate = compiled.get(name);
  if (validate === undefined) {
    const { Ajv: Compiler }: typeof Ajv = require("ajv");
    // The tests check the schemas themselves, so that loading Ajv's own schema is saved: half of the time.
    const { $schema: _, ...schema } = membersOf(closed(load[name]()));
    const compiler = new Compiler({
      allErrors: true,
      // Errors carry the schema that they are of.
      verbose: true,
      // `errorMessage` is a keyword of editors only, and types may be unions.
      strict: false,
      validateSchema: false,
      meta: false,
      code: { optimize: false },
    });
    validate = compiler.compile(schema);
    compiled.set(name, validate);
  }
  return validate;
}

/**
 * Editors don't mark what is merely unknown, so the published schemas are open. Here everything that they don't list is
 * found, to be judged: members by Ajv, and actions by name.
 */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isMembers(schema)) return schema;
  const inside = Object.fromEntries(members(schema).map(([key, child]) => [key, closed(child)]));
  if (schema.type !== "object" || !isMembers(inside.properties)) return inside;
  const { action } = inside.properties;
  const properties = { ...inside.properties, ...(action !== undefined && { action: { type: "string" } }) };
  return { additionalProperties: false, ...inside, properties };
}

/** The names of the actions that the guide lists. */
export function actionNames(name: SchemaName): string[] {
  const path = ["definitions", "step", "properties", "action", "anyOf"];
  const [known] = list(path.reduce(member, load[name]()));
  return list(member(known, "enum")).flatMap((action) => text(action) ?? []);
}

let names: ReadonlySet<string> | undefined;

/** The names of all members that a document can have. */
export function schemaNames(): ReadonlySet<string> {
  names ??= new Set([...propertyNames(load.component()), ...propertyNames(load.workflow())]);
  return names;
}

function* propertyNames(schema: unknown): Generator<string> {
  for (const [keyword, child] of members(schema)) {
    if (keyword === "properties" && isMembers(child)) yield* Object.keys(child);
    yield* Array.isArray(child)
      ? child.flatMap((item: unknown) => [...propertyNames(item)])
      : propertyNames(child);
  }
}
