// What the rules of a golden image know about it besides its inputs.

import type { ResourceContext } from "../../checks/rule";
import type { Decisions } from "../decisions";

export interface ImageContext extends Decisions, ResourceContext {}
