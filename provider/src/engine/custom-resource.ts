// What a custom resource of this package is: a few functions over plain values, called by main.ts. The types of what they
// take and give are generated from the schema.

import { isDeepStrictEqual } from "node:util";
import type { Failure, DiffResult } from "../protocol/server";
import type { Log } from "../protocol/log";
import type { Previewed, Values } from "../protocol/values";
import type { Aws } from "../aws/clients";
import type { Location } from "../checks/location";
import type { Problem } from "../checks/problems";

export interface Running {
  urn: string;
  aws: Aws;
  preview: boolean;
  /** Seconds that the user's `customTimeouts` give; 0 where they give none. */
  timeout: number;
  log: Log;
  signal: AbortSignal;
}

export interface Deleting<Inputs extends object = Values> {
  aws: Aws;
  log: Log;
  /** Those of the last update, also where it changed nothing; outputs are those of the last change. */
  inputs: Inputs;
}

export interface CustomResource<Inputs extends object = Values, Outputs extends object = Values> {
  /** What only several inputs together show to be wrong. The values have their secrets marked. */
  rules?(inputs: Values, resourceName: string, location: Location): Problem[];
  /** What is wrong beyond the types; `olds` are the inputs of the last update, none where the resource is new. */
  check?(inputs: Previewed<Inputs>, olds: Partial<Inputs>, aws: Aws): Promise<Failure[]>;
  /** `state` has the outputs of the last update. */
  diff(oldInputs: Inputs, news: Previewed<Inputs>, state?: Outputs): DiffResult;
  /** What `create`, or with the outputs of the last update `update`, would put out, as far as that is known. */
  preview(
    inputs: Previewed<Inputs>,
    olds: Outputs | undefined,
    running: Running,
  ): Previewed<Outputs> | Promise<Previewed<Outputs>>;
  create(inputs: Inputs, running: Running): Promise<{ id: string; outputs: Outputs }>;
  /** What there is at AWS, for an import: undefined where there is nothing of the ID. */
  read?(id: string, aws: Aws): Promise<{ inputs: Values; outputs: Values } | undefined>;
  /** What has become at AWS of what the last update left; undefined where it is gone. Without, the state is believed. */
  refresh?(state: Outputs, refreshing: { aws: Aws; log: Log }): Promise<Outputs | undefined>;
  /** The inputs as AWS has them, for what others may change there: undefined where the resource is gone. */
  actual?(inputs: Inputs, aws: Aws): Promise<Inputs | undefined>;
  update(olds: Outputs, inputs: Inputs, running: Running): Promise<Outputs>;
  delete(state: Outputs, deleting: Deleting<Inputs>): Promise<void>;
}

/** The properties that differ. */
export const changedIn = <Inputs extends object>(
  properties: readonly (keyof Inputs & string)[],
  olds: Inputs,
  news: Previewed<Inputs>,
): (keyof Inputs & string)[] =>
  properties.filter((property) => !isDeepStrictEqual(olds[property], news[property]));
