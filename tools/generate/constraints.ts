// The schema as the plugin's checker reads it: no prose, references resolved to an object type or to a closed enum.

import type {
  Constraint,
  Constraints,
  EnumConstraint,
  ObjectConstraint,
} from "../../provider/src/checks/schema/constraints";
import { shapeOf } from "../../provider/src/checks/service-model/model";
import { nameOf, type Properties, resolve, type Schema, type TypeSpec } from "./schema";

export function constraintsJson(schema: Schema): string {
  return `${JSON.stringify(constraintsOf(schema), null, 1)}\n`;
}

function constraintsOf(schema: Schema): Constraints {
  const object = (properties: Properties = {}, required: readonly string[] = []): ObjectConstraint => ({
    properties: byKey(Object.entries(properties).map(([name, spec]) => [name, constraint(schema, spec)])),
    required: [...required].sort(),
  });
  const types = Object.entries(schema.types ?? {});
  return {
    provider: `pulumi:providers:${schema.name}`,
    config: object(schema.config?.variables, schema.config?.required),
    resources: byKey(
      Object.entries(schema.resources).map(([token, spec]) => [
        token,
        {
          ...object(spec.inputProperties, spec.requiredInputs),
          ...(spec.isComponent && { component: true as const }),
        },
      ]),
    ),
    types: byKey(
      types
        .filter(([, spec]) => spec.enum === undefined)
        .map(([token, spec]) => [nameOf(token), object(spec.properties, spec.required)]),
    ),
    enums: byKey(
      types.flatMap(([token, spec]) =>
        spec.enum === undefined
          ? []
          : [
              [
                nameOf(token),
                { type: spec.type as EnumConstraint["type"], values: spec.enum.map(({ value }) => value) },
              ],
            ],
      ),
    ),
  };
}

const byKey = <T>(entries: [string, T][]): Record<string, T> =>
  Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));

function constraint(schema: Schema, spec: TypeSpec): Constraint {
  const { type, aws, plain, decides } = spec;
  if (plain && decides !== true)
    throw new Error("what is plain must decide: nothing else keeps outputs out of it");
  const said: Constraint = { ...kind(schema, spec), ...(decides === true && { decides }) };
  if (aws === undefined) return said;
  if (type !== "string" && type !== "integer" && type !== "number" && type !== "boolean") {
    throw new Error(
      `aws: ${aws} must be on a string, a number or a boolean: nothing else is checked against it`,
    );
  }
  shapeOf(aws);
  return { ...said, aws };
}

function kind(schema: Schema, spec: TypeSpec): Constraint {
  if (spec.oneOf !== undefined) return open(schema, spec.oneOf);
  if (spec.$ref !== undefined) return reference(schema, spec.$ref);
  return {
    type: spec.type as NonNullable<Constraint["type"]>,
    ...(spec.items && { items: constraint(schema, spec.items) }),
    ...(spec.additionalProperties && { additionalProperties: constraint(schema, spec.additionalProperties) }),
  };
}

function reference(schema: Schema, ref: string): Constraint {
  if (ref === "pulumi.json#/Any") return { type: "any" };
  if (ref === "pulumi.json#/Asset") return { type: "asset" };
  const { token, spec } = resolve(schema, ref);
  return spec.enum === undefined ? { object: nameOf(token) } : { enum: nameOf(token) };
}

/** An enum beside its own type is open: its values are only suggestions. */
function open(schema: Schema, alternatives: readonly TypeSpec[]): Constraint {
  const types = alternatives.map((spec) => (spec.$ref ? resolve(schema, spec.$ref).spec.type : spec.type));
  const plainType = alternatives.find((spec) => spec.$ref === undefined)?.type;
  if (plainType === undefined || types.some((type) => type !== plainType)) {
    throw new Error(
      "oneOf must be of an enum and the enum's own type: the checker knows no other alternatives",
    );
  }
  return { type: plainType as NonNullable<Constraint["type"]> };
}
