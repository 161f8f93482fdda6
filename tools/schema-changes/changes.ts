// What changed between two versions of the schema, as users of the SDKs and of the plugin see it.

export interface TypeSpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly plain?: boolean;
  readonly secret?: boolean;
}

export interface ObjectSpec {
  readonly properties?: Readonly<Record<string, TypeSpec>>;
  readonly required?: readonly string[];
  readonly enum?: readonly { readonly value: unknown; readonly name?: string }[];
}

export interface ResourceSpec extends ObjectSpec {
  readonly isComponent?: boolean;
  readonly inputProperties?: Readonly<Record<string, TypeSpec>>;
  readonly requiredInputs?: readonly string[];
}

export interface FunctionSpec {
  readonly inputs?: ObjectSpec;
  readonly outputs?: ObjectSpec;
}

export interface PackageSchema {
  readonly version: string;
  readonly config?: { readonly variables?: Readonly<Record<string, TypeSpec>> };
  readonly resources?: Readonly<Record<string, ResourceSpec>>;
  readonly functions?: Readonly<Record<string, FunctionSpec>>;
  readonly types?: Readonly<Record<string, ObjectSpec>>;
}

export interface Change {
  /** Whether a program or a stack that worked may stop to. */
  readonly breaking: boolean;
  readonly text: string;
}

const breaking = (text: string): Change => ({ breaking: true, text });
const compatible = (text: string): Change => ({ breaking: false, text });

type Direction = "input" | "output";

export function changesOf(before: PackageSchema, after: PackageSchema): Change[] {
  // A type that only programs read may lose what it requires; one that they write may not gain any. One that is both
  // obeys both.
  const directions = directionsOf(before, after);
  return [
    ...named("configuration", before.config?.variables, after.config?.variables, (name, old, now) =>
      typeChange(`configuration ${name}`, old, now),
    ),
    ...named("resource", before.resources, after.resources, resourceChanges),
    ...named("function", before.functions, after.functions, (name, old, now) => [
      ...objectChanges(`function ${name}`, "input", old.inputs ?? {}, now.inputs ?? {}),
      ...objectChanges(`function ${name}`, "output", old.outputs ?? {}, now.outputs ?? {}),
    ]),
    ...named("type", before.types, after.types, (name, old, now) =>
      old.enum || now.enum
        ? enumChanges(name, old, now)
        : unique(
            [...(directions.get(name) ?? new Set<Direction>(["input"]))].flatMap((direction) =>
              objectChanges(`type ${name}`, direction, old, now),
            ),
          ),
    ),
  ];
}

function resourceChanges(name: string, old: ResourceSpec, now: ResourceSpec): Change[] {
  const inputs = ({ inputProperties, requiredInputs }: ResourceSpec): ObjectSpec => ({
    properties: inputProperties ?? {},
    required: requiredInputs ?? [],
  });
  const kind = (spec: ResourceSpec): string => (spec.isComponent ? "a component" : "a custom resource");
  return [
    ...(kind(old) === kind(now) ? [] : [breaking(`resource ${name} was ${kind(old)}, is ${kind(now)}`)]),
    ...objectChanges(`resource ${name}`, "input", inputs(old), inputs(now)),
    ...objectChanges(`resource ${name}`, "output", old, now),
  ];
}

function objectChanges(where: string, direction: Direction, old: ObjectSpec, now: ObjectSpec): Change[] {
  const required = new Set(now.required);
  const wasRequired = new Set(old.required);
  const changes: Change[] = [];
  for (const [name, type] of Object.entries(old.properties ?? {})) {
    const what = `${direction} ${name} of ${where}`;
    const next = now.properties?.[name];
    if (!next) changes.push(breaking(`${what} was removed`));
    else {
      changes.push(...typeChange(what, type, next));
      if (direction === "input" && required.has(name) && !wasRequired.has(name)) {
        changes.push(breaking(`${what} became required`));
      } else if (direction === "output" && wasRequired.has(name) && !required.has(name)) {
        changes.push(breaking(`${what} may now be missing`));
      }
    }
  }
  for (const name of Object.keys(now.properties ?? {})) {
    if (old.properties?.[name]) continue;
    const needed = direction === "input" && required.has(name);
    const text = `${direction} ${name} of ${where} was added`;
    changes.push(needed ? breaking(`${text}, and is required`) : compatible(text));
  }
  return changes;
}

function enumChanges(name: string, old: ObjectSpec, now: ObjectSpec): Change[] {
  if (!old.enum || !now.enum)
    return [breaking(`type ${name} ${old.enum ? "is no longer" : "became"} an enum`)];
  const changes: Change[] = [];
  for (const { value, name: called } of old.enum) {
    const next = now.enum.find((candidate) => candidate.value === value);
    if (!next) changes.push(breaking(`value ${String(value)} of ${name} was removed`));
    else if (next.name !== called) changes.push(breaking(`value ${String(value)} of ${name} was renamed`));
  }
  for (const { value } of now.enum) {
    if (!old.enum.some((candidate) => candidate.value === value)) {
      changes.push(compatible(`value ${String(value)} of ${name} was added`));
    }
  }
  return changes;
}

function typeChange(what: string, old: TypeSpec, now: TypeSpec): Change[] {
  const changes: Change[] = [];
  if (shape(old) !== shape(now)) changes.push(breaking(`${what} was ${shape(old)}, is ${shape(now)}`));
  return changes;
}

/** A type in words: what the SDKs make of it, without its description. */
function shape(spec: TypeSpec): string {
  const plain = spec.plain ? "plain " : "";
  if (spec.$ref !== undefined) return plain + spec.$ref.replace(/^#\/types\//, "");
  if (spec.type === "array") return `${plain}list of ${shape(spec.items ?? {})}`;
  if (spec.type === "object") return `${plain}map of ${shape(spec.additionalProperties ?? {})}`;
  return plain + (spec.type ?? "string");
}

function named<Spec>(
  kind: string,
  before: Readonly<Record<string, Spec>> = {},
  after: Readonly<Record<string, Spec>> = {},
  compare: (name: string, old: Spec, now: Spec) => Change[],
): Change[] {
  return [
    ...Object.entries(before).flatMap(([name, old]) => {
      const now = after[name];
      return now === undefined ? [breaking(`${kind} ${name} was removed`)] : compare(name, old, now);
    }),
    ...Object.keys(after)
      .filter((name) => !(name in before))
      .map((name) => compatible(`${kind} ${name} was added`)),
  ];
}

const unique = (changes: Change[]): Change[] => [
  ...new Map(changes.map((change) => [change.text, change])).values(),
];

/** By which way each type is reached, in either version. */
function directionsOf(...schemas: PackageSchema[]): Map<string, Set<Direction>> {
  const found = new Map<string, Set<Direction>>();
  for (const schema of schemas) {
    const visit = (type: TypeSpec | undefined, direction: Direction): void => {
      if (!type) return;
      visit(type.items, direction);
      visit(type.additionalProperties, direction);
      const token = type.$ref?.replace(/^#\/types\//, "");
      if (token === undefined || found.get(token)?.has(direction)) return;
      found.set(token, (found.get(token) ?? new Set()).add(direction));
      visitAll(schema.types?.[token]?.properties, direction);
    };
    const visitAll = (properties: ObjectSpec["properties"], direction: Direction): void =>
      Object.values(properties ?? {}).forEach((property) => visit(property, direction));
    for (const resource of Object.values(schema.resources ?? {})) {
      visitAll(resource.inputProperties, "input");
      visitAll(resource.properties, "output");
    }
    for (const { inputs, outputs } of Object.values(schema.functions ?? {})) {
      visitAll(inputs?.properties, "input");
      visitAll(outputs?.properties, "output");
    }
  }
  return found;
}
