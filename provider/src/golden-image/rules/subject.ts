// What the rules of a golden image know of it besides its inputs.

import type { Decisions } from "../decisions";

export interface Subject extends Decisions {
  resourceName: string;
  /** The region, where it is given and known. */
  region: string | undefined;
}
