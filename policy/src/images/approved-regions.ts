import { matchesAny, patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { distribution } from "../types";
import { destinations } from "./distributions";

export const approvedRegions = resourcePolicy<{ regions: string[] }>({
  name: "image-regions-approved",
  description: "Golden images go to approved regions only.",
  severity: "medium",
  sets: ["baseline", "strict"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-distribution-settings.html",
  fix: "Remove the region from the distribution's `regions`, or have it approved in the policy's configuration.",
  configSchema: {
    properties: { regions: patternList("Regions, with `*`: `eu-*`. Empty: the policy doesn't apply.") },
  },
  types: [distribution],
  check: (configuration, { config, args }) => {
    if (config.regions.length === 0) args.notApplicable("no regions are configured");
    const foreign = destinations(configuration)
      .map(({ knownRegion }) => knownRegion)
      .filter((region) => region !== undefined && !matchesAny(region, config.regions));
    return foreign.length > 0 ? [`distributes to ${foreign.join(", ")}, which is not approved`] : [];
  },
});
