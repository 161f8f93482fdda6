// The inputs that the engine hands over, as a component takes them.

import type * as Pulumi from "@pulumi/pulumi";
import { constraints } from "../checks/schema/constraints";
import type { Constraint } from "../checks/schema/constraints";
import { textOf } from "../documents/rules";
import { Archive, Asset, Lifted, containsUnknown, isPlainObject, strip } from "../protocol/values";
import type { Values } from "../protocol/values";
import { outputOf } from "./runtime";

/** All inputs of a component. `dependenciesOf` tells the resources that a property as a whole depends on. */
export const toInputs = (
  pulumi: typeof Pulumi,
  type: string,
  inputs: Values,
  dependenciesOf: (property: string) => readonly string[],
): Pulumi.Inputs =>
  Object.fromEntries(
    Object.entries(inputs).map(([property, value]) => [
      property,
      toInput(pulumi, value, {
        dependencies: ofTheWhole(dependenciesOf(property), value),
        expected: constraints().resources[type]?.properties[property],
      }),
    ]),
  );

/**
 * The dependencies of a property that none of its parts has already: then all of it has them. The engine lists those of
 * the parts once more for the whole.
 */
function ofTheWhole(dependencies: readonly string[], value: unknown): readonly string[] {
  const own = new Set(dependenciesIn(value));
  return dependencies.every((dependency) => own.has(dependency)) ? [] : dependencies;
}

function dependenciesIn(value: unknown): readonly string[] {
  if (value instanceof Lifted) return [...value.dependencies, ...dependenciesIn(value.value)];
  if (Array.isArray(value)) return value.flatMap(dependenciesIn);
  return isPlainObject(value) ? Object.values(value).flatMap(dependenciesIn) : [];
}

/** What is known of a value from where it is. */
interface About {
  dependencies: readonly string[];
  secret: boolean;
  /** What the contract says of it. */
  expected: Constraint | undefined;
}

const nothing: About = {
  dependencies: [],
  secret: false,
  expected: undefined,
};

/** What the contract says of a property of an object, or of a value of a map. */
const expectedIn = (expected: Constraint | undefined, key: string): Constraint | undefined =>
  expected?.object === undefined
    ? expected?.additionalProperties
    : constraints().types[expected.object]?.properties[key];

/** Whether the keys are the user's own words, such as tags, rather than names of inputs or of what is made. */
const isMapOfTexts = (expected: Constraint | undefined): boolean =>
  expected?.additionalProperties !== undefined && expected.additionalProperties.object === undefined;

/**
 * A decoded value as the component takes it. Objects and lists stay plain, and what is secret or depends on a resource
 * is so in each of its parts: a list that an Output held still tells how many items it has. A secret map of texts is one
 * Output, since its keys are secret too.
 */
export function toInput(pulumi: typeof Pulumi, value: unknown, known: Partial<About> = {}): unknown {
  const about = { ...nothing, ...known };
  const { dependencies, secret, expected } = about;
  if (value instanceof Lifted) {
    const all = [...new Set([...dependencies, ...value.dependencies])];
    if (!value.known)
      return outputOf(pulumi, {
        value: undefined,
        known: false,
        secret: secret || value.secret,
        dependencies: all,
      });
    return toInput(pulumi, value.value, { ...about, dependencies: all, secret: secret || value.secret });
  }
  if (Array.isArray(value)) {
    return value.map((item) => toInput(pulumi, item, { ...about, expected: expected?.items }));
  }
  if (isPlainObject(value)) {
    if (secret && isMapOfTexts(expected)) {
      const all = [...new Set([...dependencies, ...dependenciesIn(value)])];
      return outputOf(pulumi, {
        value: strip(value),
        known: !containsUnknown(value),
        secret: true,
        dependencies: all,
      });
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        toInput(pulumi, inner, { ...about, expected: expectedIn(expected, key) }),
      ]),
    );
  }
  if (value instanceof Archive) throw new Error("an archive is not a document");
  if (value instanceof Asset) {
    // Text is text, wherever it comes from: so a plan can look into it.
    const text = value.kind === "path" ? textOf(value.content) : value.content;
    if (value.kind !== "uri" && text !== undefined) return toInput(pulumi, text, about);
    return value.kind === "path"
      ? new pulumi.asset.FileAsset(value.content)
      : new pulumi.asset.RemoteAsset(value.content);
  }
  // What decides which resources exist is neither secret nor unknown: checks/inputs.ts has refused that.
  if (typeof value === "boolean" || expected?.decides) return value;
  return dependencies.length > 0 || secret
    ? outputOf(pulumi, { value, known: true, secret, dependencies })
    : value;
}
