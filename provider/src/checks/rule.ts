// What a rule is: one thing that must be right beyond the types of the inputs. docs/rules.md is generated from all tables.

import type { Values } from "../protocol/values";
import { isOpen, knownObject } from "./known";
import type { Location } from "./location";
import type { Problem } from "./problems";

export interface Rule<Context> {
  /** Unique over all tables. */
  readonly name: string;
  /** The rule in words, for the documentation. */
  readonly description: string;
  /** Where it comes from: a page of AWS's, or the engine that would otherwise fail. */
  readonly source: string;
  check(inputs: Values, context: Context): Problem[];
}

/** What rules know about a resource besides its inputs. */
export interface ResourceContext extends Location {
  readonly resourceName: string;
}

/** Rules that belong together, for the documentation. */
export interface RuleTopic<Context> {
  readonly title: string;
  readonly rules: readonly Rule<Context>[];
}

/**
 * All rules of a resource, or of a part that several resources have. A topic whose rules are about a part of the inputs
 * has a context of its own, so a table is only listed; what runs its rules hands each topic its context.
 */
export interface RuleTable {
  readonly title: string;
  readonly topics: readonly RuleTopic<never>[];
}

/** What the rules find, each problem with the name of its rule. */
export const problemsOf = <Context>(
  rules: readonly Rule<Context>[],
  inputs: Values,
  context: Context,
): Problem[] =>
  rules.flatMap(({ name, check }) => check(inputs, context).map((problem) => ({ rule: name, ...problem })));

export const rulesIn = <Context>(topics: readonly RuleTopic<Context>[]): Rule<Context>[] =>
  topics.flatMap(({ rules }) => rules);

/** Makes a check of the object in a property. Where it is absent, secret or not known yet, there is nothing to say. */
export const inside =
  <Context>(property: string) =>
  (
    check: (object: Values, context: Context, inputs: Values) => Problem[],
  ): ((inputs: Values, context: Context) => Problem[]) =>
  (inputs, context) => {
    const value = inputs[property];
    return isOpen(value) ? check(knownObject(value), context, inputs) : [];
  };
