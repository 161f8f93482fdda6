import type * as pulumi from "@pulumi/pulumi";

/**
 * Inputs as construct.ts hands them to a component: objects and lists are plain, so that a plan can look into them, and
 * only what is in them may be an Output. (A list of texts that is unknown as a whole still arrives as one Output.)
 */
export type Structured<T> = Plain<Exclude<T, Promise<unknown> | pulumi.OutputInstance<unknown>>, T>;

/** Distributes over what is left when the wrappings are gone; a leaf is what it was. */
type Plain<Value, Whole> = unknown extends Value
  ? Whole
  : Value extends string | number | boolean
    ? Whole
    : Value extends readonly (infer Item)[]
      ? Structured<Item>[]
      : Value extends object
        ? { [Key in keyof Value]: Structured<Value[Key]> }
        : Value;
