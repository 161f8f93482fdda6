// What the rules of a golden image know of it besides its inputs.

import type { Decisions } from "../decisions";

export interface Subject extends Decisions {
  resourceName: string;
  /** The region as it was given: undefined, or perhaps not known yet, or secret. */
  region: unknown;
}
