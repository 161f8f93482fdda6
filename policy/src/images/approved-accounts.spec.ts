import { describePolicy, unknownValue } from "../spec-helper";
import { distribution } from "../types";
import { approvedAccounts } from "./approved-accounts";

const give = (launchPermission: unknown, targetAccountIds: unknown = []) => ({
  props: {
    distributions: [
      { region: "eu-west-1", amiDistributionConfiguration: { launchPermission, targetAccountIds } },
    ],
  },
});
const organization = "arn:aws:organizations::111111111111:organization/o-abcdefghij";
const config = { accounts: ["111111111111"], organizations: [organization] };

describePolicy(approvedAccounts, distribution, {
  passes: { "any account while none is configured": give({ userIds: ["999999999999"] }) },
  fails: {},
  unknown: { "who may launch": give(unknownValue) },
  configured: {
    "approved accounts": { ...give({ userIds: ["111111111111"] }, ["111111111111"]), config },
    "an approved organization": { ...give({ organizationArns: [organization] }), config },
    "accounts not known in preview": { ...give({ userIds: [unknownValue] }, unknownValue), config },
    "another account that may launch": {
      ...give({ userIds: ["111111111111", "999999999999"] }),
      config,
      says: "gives images to 999999999999",
    },
    "another account that receives copies": { ...give({}, ["999999999999"]), config, says: "999999999999" },
    "an organizational unit": {
      ...give({ organizationalUnitArns: ["arn:aws:organizations::1:ou/o-a/ou-b"] }),
      config,
      says: "ou-b",
    },
  },
});
