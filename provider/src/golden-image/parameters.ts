import type * as pulumi from "@pulumi/pulumi";

/** A parameter of a component or workflow, in the shape that recipes and pipelines take. */
export interface Parameter {
  name: string;
  value: pulumi.Input<string>;
}

/** Sorted: the order in which somebody wrote them means nothing. AWS refuses an empty list. */
export function toParameters(parameters: object | undefined): Parameter[] | undefined {
  if (parameters === undefined || Object.keys(parameters).length === 0) return undefined;
  // Cast: the contract has checked that parameters are texts.
  return Object.entries(parameters as Record<string, pulumi.Input<string>>)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}
