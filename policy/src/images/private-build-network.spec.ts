import { describePolicy, unknownValue } from "../spec-helper";
import { infrastructure } from "../types";
import { privateBuildNetwork } from "./private-build-network";

describePolicy(privateBuildNetwork, infrastructure, {
  passes: { "a build in a subnet": { props: { subnetId: "subnet-1" } } },
  fails: { "a build anywhere": { props: {}, says: "in the default VPC" } },
  unknown: { "the subnet": { props: { subnetId: unknownValue } } },
  configured: {
    "an approved subnet": { props: { subnetId: "subnet-1" }, config: { subnets: ["subnet-1"] } },
    "another subnet": {
      props: { subnetId: "subnet-2" },
      config: { subnets: ["subnet-1"] },
      says: "builds in subnet-2",
    },
  },
});
