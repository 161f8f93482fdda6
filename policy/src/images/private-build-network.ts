import { matchesAny, patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { infrastructure } from "../types";
import { absent, at, text } from "../values";

export const privateBuildNetwork = resourcePolicy<{ subnets: string[] }>({
  name: "image-private-build-network",
  description:
    "A golden image is built in a subnet that was chosen, not in the default VPC, which is public.",
  severity: "medium",
  sets: ["strict"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/vpc-interface-endpoints.html",
  fix: "Set `build.subnetId` and `build.securityGroupIds` to those of a private network, or `build.isolatedNetwork`.",
  configSchema: {
    properties: { subnets: patternList("IDs of the subnets to build in. Empty: any that is given.") },
  },
  types: [infrastructure],
  check: (configuration, { config }) => {
    const given = at(configuration, "subnetId");
    if (absent(given)) return ["builds in the default VPC"];
    const subnet = text(given);
    return subnet === undefined || config.subnets.length === 0 || matchesAny(subnet, config.subnets)
      ? []
      : [`builds in ${subnet}, which is not approved`];
  },
});
