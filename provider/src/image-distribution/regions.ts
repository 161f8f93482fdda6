// The regions of a distribution, each with the settings that hold there.

import type * as contract from "../checks/schema/generated/types";
import type { Structured } from "../plan/structured";
import { effective } from "./settings";
import type { Setting } from "./settings";

export type ImageDistributionArgs = Structured<contract.ImageDistributionArgs>;
export type RegionArgs = Structured<contract.RegionDistributionArgs>;

export interface RegionPlan {
  region: string;
  settings: RegionArgs;
  /** Where a setting that holds here is written: in the region, or at the top. */
  at(setting: Setting): string;
}

/** Sorted: the order in which regions were written down means nothing. `path` begins the paths of the settings. */
export function regionPlans(args: ImageDistributionArgs, path = ""): RegionPlan[] {
  return Object.keys(args.regions)
    .sort()
    .map((region) => {
      const own: RegionArgs = args.regions[region] ?? {};
      return {
        region,
        settings: effective<RegionArgs & Record<string, unknown>>({ ...args }, { ...own }),
        at: (setting) =>
          own[setting] === undefined ? `${path}${setting}` : `${path}regions["${region}"].${setting}`,
      };
    });
}
