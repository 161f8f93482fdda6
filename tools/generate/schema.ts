// The package schema as it is written in provider/schema.yaml: as much of it as the generators read.

import { readFileSync } from "node:fs";
import { parse } from "yaml";

export interface TypeSpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly oneOf?: readonly TypeSpec[];
  readonly plain?: boolean;
  /** Not Pulumi's: the shape of AWS's service model that the value obeys. */
  readonly aws?: string;
  /** Not Pulumi's: the value, or whether there is one, decides which resources exist. See decides.ts. */
  readonly decides?: true | "presence";
}

export interface PropertySpec extends TypeSpec {
  readonly description?: string;
}

export type Properties = Readonly<Record<string, PropertySpec>>;

export interface ObjectSpec {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Properties;
  readonly required?: readonly string[];
  readonly enum?: readonly { readonly value: string | number | boolean; readonly description?: string }[];
}

export interface ResourceSpec extends ObjectSpec {
  readonly isComponent?: boolean;
  readonly inputProperties?: Properties;
  readonly requiredInputs?: readonly string[];
  /** Not Pulumi's: names of folders in examples/, whose programs the description ends with. */
  readonly examples?: readonly string[];
}

export interface Schema {
  readonly name: string;
  readonly config?: { readonly variables?: Properties; readonly required?: readonly string[] };
  readonly resources: Readonly<Record<string, ResourceSpec>>;
  readonly types?: Readonly<Record<string, ObjectSpec>>;
}

export const readSchema = (file: string): Schema => parse(readFileSync(file, "utf8")) as Schema;

const typePrefix = "#/types/";

/** The token of the type in this schema that a reference names; undefined for pulumi.json's. */
export function tokenOf(ref: string): string | undefined {
  return ref.startsWith(typePrefix) ? ref.slice(typePrefix.length) : undefined;
}

/** The type that a reference names. */
export function resolve(schema: Schema, ref: string): { token: string; spec: ObjectSpec } {
  const token = tokenOf(ref);
  const spec = token === undefined ? undefined : schema.types?.[token];
  if (token === undefined || spec === undefined) throw new Error(`the schema has no type ${ref}`);
  return { token, spec };
}

/** `GoldenImage` of `goldenimage:index:GoldenImage`. */
export const nameOf = (token: string): string => token.slice(token.lastIndexOf(":") + 1);
