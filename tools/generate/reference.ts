// docs/reference: a page for each resource and one for the provider's configuration, from the schema's descriptions.

import { nameOf, resolve, tokenOf } from "./schema";
import type { ObjectSpec, Properties, ResourceSpec, Schema, TypeSpec } from "./schema";

/** The pages by the name of their file. */
export function referencePages(schema: Schema): Record<string, string> {
  const resources = Object.entries(schema.resources);
  return {
    ...Object.fromEntries(
      resources.map(([token, spec]) => [`${fileName(nameOf(token))}.md`, resourcePage(schema, token, spec)]),
    ),
    "provider.md": providerPage(schema),
  };
}

const generated = "This page is generated from `provider/schema.yaml` by `npm run generate`.";

function resourcePage(schema: Schema, token: string, spec: ResourceSpec): string {
  const { inputProperties = {}, requiredInputs = [], properties = {} } = spec;
  return sections([
    `# ${nameOf(token)}`,
    spec.description,
    `A ${spec.isComponent ? "component" : "custom resource"}, \`${token}\`. ${generated}`,
    ...(spec.examples ? [`Examples: ${spec.examples.map(exampleLink).join(", ")}.`] : []),
    "## Inputs",
    propertyList(inputProperties, requiredInputs) || "None.",
    "## Outputs",
    propertyList(properties),
    ...typeSections(schema, [inputProperties, properties]),
  ]);
}

function providerPage(schema: Schema): string {
  const variables = schema.config?.variables ?? {};
  return sections([
    "# Provider",
    "The configuration of the `goldenimage` provider, as stack configuration (`goldenimage:region`) or as inputs of an " +
      "explicit `goldenimage.Provider`. Only the custom resources call AWS with it; the components' children are those of " +
      "the `aws` provider, which has its own.",
    generated,
    "## Configuration",
    propertyList(variables),
    ...typeSections(schema, [variables]),
  ]);
}

const exampleLink = (name: string): string => `[${name}](../../examples/${name})`;

const sections = (parts: readonly (string | undefined)[]): string =>
  `${parts.filter((part) => part !== undefined).join("\n\n")}\n`;

function propertyList(properties: Properties, required: readonly string[] = []): string {
  const entries = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries
    .map(([name, property]) => {
      const must = required.includes(name) ? ", required" : "";
      return `- \`${name}\` (${typeText(property)}${must}): ${property.description ?? ""}`;
    })
    .join("\n");
}

function typeText(type: TypeSpec): string {
  if (type.$ref !== undefined) return referenceText(type.$ref);
  if (type.oneOf !== undefined) return type.oneOf.map(typeText).join(" or ");
  if (type.type === "array") return `list of ${typeText(type.items ?? {})}`;
  if (type.type === "object") return `map of ${typeText(type.additionalProperties ?? { type: "string" })}`;
  return type.type ?? "any";
}

function referenceText(ref: string): string {
  if (tokenOf(ref) === undefined) return "any";
  const name = nameOf(ref);
  return `[${name}](#${name.toLowerCase()})`;
}

/** What the properties refer to, directly or not, each once. */
function typeSections(schema: Schema, properties: readonly Properties[]): string[] {
  const found = new Map<string, ObjectSpec>();
  const visit = (type: TypeSpec): void => {
    for (const inner of [type.items, type.additionalProperties, ...(type.oneOf ?? [])]) {
      if (inner !== undefined) visit(inner);
    }
    if (type.$ref === undefined || tokenOf(type.$ref) === undefined) return;
    const { token, spec } = resolve(schema, type.$ref);
    if (found.has(token)) return;
    found.set(token, spec);
    Object.values(spec.properties ?? {}).forEach(visit);
  };
  properties.flatMap((some) => Object.values(some)).forEach(visit);
  if (found.size === 0) return [];
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return ["## Types", ...sorted.flatMap(([token, spec]) => typeSection(nameOf(token), spec))];
}

const typeSection = (name: string, spec: ObjectSpec): string[] => [
  `### ${name}`,
  ...(spec.description ? [spec.description] : []),
  spec.enum
    ? spec.enum.map(({ value, description = "" }) => `- \`${value}\`: ${description}`).join("\n")
    : propertyList(spec.properties ?? {}, spec.required ?? []),
];

/** `golden-image` of `GoldenImage`. */
const fileName = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
