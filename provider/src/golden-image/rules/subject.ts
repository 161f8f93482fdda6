// What the rules of a golden image know of it besides its inputs.

import type { Location } from "../../checks/location";
import type { Decisions } from "../decisions";

export interface Subject extends Decisions, Location {
  resourceName: string;
}
