import { describePolicy, unknownValue } from "../spec-helper";
import { distribution } from "../types";
import { approvedRegions } from "./approved-regions";

const to = (...regions: string[]) => ({ props: { distributions: regions.map((region) => ({ region })) } });
const config = { regions: ["eu-*", "us-east-1"] };

describePolicy(approvedRegions, distribution, {
  passes: { "any region while none is configured": to("ap-south-1") },
  fails: {},
  unknown: {
    "the regions": { props: { distributions: unknownValue } },
    "a region": to(unknownValue),
  },
  configured: {
    "approved regions": { ...to("eu-west-1", "us-east-1"), config },
    "a region not known in preview": { ...to(unknownValue), config },
    "another region": {
      ...to("eu-west-1", "us-west-2", "ap-south-1"),
      config,
      says: "distributes to us-west-2, ap-south-1",
    },
  },
});
