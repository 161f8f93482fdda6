import { describePolicy, unknownValue } from "../spec-helper";
import { distribution } from "../types";
import { neverPublic } from "./never-public";

const to = (launchPermission: unknown) => ({
  props: { distributions: [{ region: "eu-west-1", amiDistributionConfiguration: { launchPermission } }] },
});

describePolicy(neverPublic, distribution, {
  passes: { "images for an account": to({ userIds: ["111111111111"] }), "images for nobody": { props: {} } },
  fails: { "images for all": { ...to({ userGroups: ["all"] }), says: "makes images public in eu-west-1" } },
  unknown: { "who may launch": to(unknownValue), "the groups": to({ userGroups: unknownValue }) },
});
