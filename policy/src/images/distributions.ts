// The regions of a distribution configuration, one by one.

import { at, list, text } from "../values";
import type { Value } from "../values";

export interface Destination {
  /** Its name, or how to call a region whose name nobody knows yet. */
  region: string;
  knownRegion: string | undefined;
  /** What happens to the AMI there. */
  ami: Value;
}

export function destinations(distribution: Value): Destination[] {
  return list(at(distribution, "distributions")).map((destination) => {
    const knownRegion = text(at(destination, "region"));
    return {
      region: knownRegion ?? "a region not known yet",
      knownRegion,
      ami: at(destination, "amiDistributionConfiguration"),
    };
  });
}
