// Where rules are told that a resource is, in tests without an engine.

import type { Location } from "../../provider/src/checks/location";
import type { Values } from "../../provider/src/protocol/values";

/** The region that is written; where none is, that of the provider, if the test says one. */
export const locationOf = ({ region }: Values, providerRegion?: string): Location => ({
  region: region ?? providerRegion,
  providerRegion,
});
