// What the schema says about inputs, in the form that the checker reads. tools/generate/ writes it.

/** What a value must be. Exactly one of `type`, `object` and `enum` is there. */
export interface Constraint {
  readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object" | "any" | "asset";
  /** Of a list: what its items must be. */
  readonly items?: Constraint;
  /** Of a map: what its values must be. */
  readonly additionalProperties?: Constraint;
  /** The name of an object type. */
  readonly object?: string;
  /** The name of a closed enum. */
  readonly enum?: string;
  /** The shape of AWS's service model that the value obeys. */
  readonly aws?: string;
  /** The value decides which resources exist, so it must be known in preview, and is no secret. */
  readonly decides?: true;
}

export interface ObjectConstraint {
  readonly properties: Readonly<Record<string, Constraint>>;
  readonly required: readonly string[];
}

export interface ResourceConstraint extends ObjectConstraint {
  /** It makes its resources through the `aws` provider, which counts lengths in bytes. */
  readonly component?: true;
}

export interface EnumConstraint {
  readonly type: "string" | "integer" | "number" | "boolean";
  readonly values: readonly (string | number | boolean)[];
}

export interface Constraints {
  /** The provider's own configuration, as the token that Pulumi gives it. */
  readonly provider: string;
  readonly config: ObjectConstraint;
  readonly resources: Readonly<Record<string, ResourceConstraint>>;
  readonly types: Readonly<Record<string, ObjectConstraint>>;
  readonly enums: Readonly<Record<string, EnumConstraint>>;
}

// `require` inside a function: read at first use, and still seen by the bundler. Node keeps the result.
export const constraints = (): Constraints => require("./generated/constraints.json");
