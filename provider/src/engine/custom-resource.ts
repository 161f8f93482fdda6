// What a custom resource of this package is: a few functions over plain values, called by main.ts.

import type { Failure, DiffResult } from "../protocol/server";
import type { Log } from "../protocol/log";
import type { Values } from "../protocol/values";
import type { Aws } from "../aws/clients";
import type { Location } from "../checks/location";
import type { Problem } from "../checks/inputs";

export interface Running {
  urn: string;
  aws: Aws;
  preview: boolean;
  /** Seconds that the user's `customTimeouts` give; 0 where they give none. */
  timeout: number;
  log: Log;
  signal: AbortSignal;
}

export interface CustomResource {
  /** What only several inputs together show to be wrong. The values have their secrets marked. */
  rules?(inputs: Values, resourceName: string, location: Location): Problem[];
  /** What is wrong beyond the types; `olds` are the inputs of the last update, none where the resource is new. */
  check?(inputs: Values, olds: Values, aws: Aws): Promise<Failure[]>;
  /** `state` has the outputs of the last update. */
  diff(oldInputs: Values, news: Values, state?: Values): DiffResult;
  create(inputs: Values, running: Running): Promise<{ id: string; outputs: Values }>;
  /** What there is at AWS, for an import: undefined where there is nothing of the ID. */
  read?(id: string, aws: Aws): Promise<{ inputs: Values; outputs: Values } | undefined>;
  update(olds: Values, inputs: Values, running: Running): Promise<Values>;
  delete(state: Values, aws: Aws): Promise<void>;
}
