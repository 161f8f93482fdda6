// What a component of this package is: a few functions over its inputs, which construct.ts calls in turn.

import type * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../checks/problems";
import type { Location } from "../checks/location";
import type { Asking } from "../plan/deferred";
import type { Plan } from "../plan/plan";
import type { Values } from "../protocol/values";

/** Where a component works, as a plan takes it. */
export interface Where {
  region: pulumi.Input<string>;
}

export interface ComponentDefinition<Args, Outputs> {
  type: `goldenimage:index:${string}`;
  /** What is wrong beyond the types, as far as it can be known without asking AWS. The values have their secrets marked. */
  rules(inputs: Values, name: string, location: Location): Problem[];
  /** What AWS accepts, and yet is probably a mistake. It is shown in preview. */
  warnings?(inputs: Values, name: string, location: Location): Problem[];
  /** The path of an input that only newer versions of the `aws` provider can carry out, where it is given. */
  needsNewerAws?(inputs: Values): string | undefined;
  plan(name: string, args: Args, where: Where): Plan<Outputs>;
  /** What only AWS can show to be wrong: lines that begin with a path. Questions that stand in the plan were put before. */
  askFurther?(plan: Plan<Outputs>, asking: Asking): Promise<string[]>;
}

/** One of any inputs: construct.ts has checked them against the contract. */
export type AnyComponent = ComponentDefinition<pulumi.Inputs, object>;

/** Drops the types of a definition's inputs and outputs. */
export const component = <Args, Outputs extends object>(
  definition: ComponentDefinition<Args, Outputs>,
  // Cast: construct.ts hands a definition the inputs that the contract of its own type describes.
): AnyComponent => definition as unknown as AnyComponent;
