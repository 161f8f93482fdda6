// Values that are there only when a plan is carried out, as data: so a plan can be looked into and checked before that.

import type * as pulumi from "@pulumi/pulumi";

/** Stands where a value of the type is to be. */
export abstract class Deferred<out T> {
  /** For the compiler alone, which tells a deferred text from a deferred number by it. */
  declare protected readonly standsFor?: T;
}

/** The value of what may be deferred, or be an Output. */
export type ValueOf<Given> = Given extends Deferred<infer T> ? T : pulumi.Unwrap<Given>;

type ValuesOf<Given extends readonly unknown[]> = {
  -readonly [Index in keyof Given]: ValueOf<Given[Index]>;
};

/** A text that may be deferred. */
export type Text = pulumi.Input<string> | Deferred<string>;

/** An output of another child, by the child's key. */
export class Ref<out T = unknown> extends Deferred<T> {
  constructor(
    readonly key: string,
    readonly property: string,
  ) {
    super();
  }
}

/** A text of parts that may be deferred; an object among them is written as JSON. */
export class Interpolated extends Deferred<string> {
  constructor(readonly parts: readonly unknown[]) {
    super();
  }
}

/** `Ref`s and other deferred values in a template: text`s3://${bucket}/${key}`. */
export const text = (literals: TemplateStringsArray, ...parts: readonly unknown[]): Interpolated =>
  new Interpolated(literals.flatMap((literal, index) => [literal, ...parts.slice(index, index + 1)]));

/** Maps on top of each other, of which some are outputs as a whole. */
export class Merged<out T extends object = Record<string, string>> extends Deferred<T> {
  constructor(readonly parts: readonly unknown[]) {
    super();
  }
}

/** What follows from values that may be deferred, once all of them are there. */
export class Derived<out T> extends Deferred<T> {
  constructor(
    readonly from: readonly unknown[],
    readonly to: (values: readonly unknown[]) => unknown,
  ) {
    super();
  }
}

export const derived = <const From extends readonly unknown[], T>(
  from: From,
  to: (values: ValuesOf<From>) => T | pulumi.Output<T>,
  // Cast: the resolver hands over the values of `from`, in order.
): Derived<T> => new Derived<T>(from, (values) => to(values as ValuesOf<From>));

/** By whom AWS is asked: the `aws` provider of the component, in one run of the engine. */
export interface Asking {
  readonly invoke: pulumi.InvokeOptions;
  /** What the components of one preview or update have in common. */
  readonly run: string;
  /** The region that the provider works in, where that is known already. */
  readonly providerRegion?: string | undefined;
}

/**
 * A question to AWS. It is put once all that can be known to be wrong without the answer has been told, and once
 * however often the same question stands in a plan.
 */
export class Asked<out T> extends Deferred<T> {
  constructor(
    /** Tells it from other questions. */
    readonly question: string,
    /** What it is about. `ask` gets that resolved. */
    readonly about: readonly unknown[],
    readonly ask: (about: readonly unknown[], asking: Asking) => unknown,
    /** An answer of the same length: policies have limits. */
    readonly sample?: T,
  ) {
    super();
  }
}

export const asked = <const About extends readonly unknown[], T>(
  question: string,
  about: About,
  ask: (about: ValuesOf<About>, asking: Asking) => Promise<T> | pulumi.Output<T>,
  sample?: T,
): Asked<T> =>
  // Cast: the resolver hands over the values of `about`, in order.
  new Asked<T>(question, about, (values, asking) => ask(values as ValuesOf<About>, asking), sample);
