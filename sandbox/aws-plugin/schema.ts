// The package's schema as far as the stand-in goes, made from the table of its types: Pulumi's YAML asks for it to know
// which resources and properties there are. Objects inside of properties are left open; `check` looks into them.

import { functions } from "./invokes";
import { resourceTypes, type ResourceType, type Shape } from "./resource-types";

type Json = Readonly<Record<string, unknown>>;

const anything: Json = { $ref: "pulumi.json#/Any" };

function typeOf(shape: Shape): Json {
  if (shape === "asset") {
    return { $ref: "pulumi.json#/Asset" };
  }
  if (typeof shape === "string") {
    return { type: shape };
  }
  if (Array.isArray(shape)) {
    return { type: "array", items: typeOf((shape as readonly [Shape])[0]) };
  }
  const { "*": values } = shape as Readonly<Record<string, Shape>>;
  return values === undefined ? anything : { type: "object", additionalProperties: typeOf(values) };
}

function resourceOf({ inputs, required, computed }: ResourceType): Json {
  const inputProperties = Object.fromEntries(
    Object.entries(inputs).map(([name, shape]) => [name, typeOf(shape)]),
  );
  const outputs = Object.fromEntries(computed.map((name) => [name, inputProperties[name] ?? outputOf(name)]));
  return {
    inputProperties,
    requiredInputs: required,
    properties: { ...outputs, ...inputProperties },
    required: computed,
  };
}

/** Of outputs the table has the names only. Most are strings. */
const outputOf = (name: string): Json =>
  name === "tagsAll"
    ? { type: "object", additionalProperties: { type: "string" } }
    : /Entries$|Ids$|Blocks$|Version$|version$|^public$|Count$/.test(name)
      ? anything
      : { type: "string" };

export const schema = (version: string): Json => ({
  name: "aws",
  version,
  meta: { moduleFormat: "(.*)(?:/[^/]*)" },
  provider: {
    inputProperties: {
      region: { type: "string" },
      accessKey: { type: "string" },
      endpoints: { type: "array", items: anything },
    },
  },
  resources: Object.fromEntries(
    Object.entries(resourceTypes).map(([token, type]) => [token, resourceOf(type)]),
  ),
  functions: Object.fromEntries(
    Object.entries(functions).map(([token, { inputs, outputs }]) => [
      token,
      {
        inputs: {
          properties: Object.fromEntries(
            Object.entries(inputs).map(([name, shape]) => [name, typeOf(shape)]),
          ),
        },
        outputs: {
          properties: Object.fromEntries(outputs.map((name) => [name, { type: "string" }])),
          required: outputs,
        },
      },
    ]),
  ),
});
