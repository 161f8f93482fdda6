// The inputs as the planners see them.

import type * as contract from "../checks/schema/generated/types";
import type { Structured } from "../plan/structured";
import type { Setting } from "./settings";

export type ImageDistributionArgs = Structured<contract.ImageDistributionArgs>;
export type RegionArgs = Structured<contract.RegionDistributionArgs>;

export interface RegionPlan {
  region: string;
  settings: RegionArgs;
  /** Where a setting that holds here is written: in the region, or at the top. */
  at(setting: Setting): string;
}
