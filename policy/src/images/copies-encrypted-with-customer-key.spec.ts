import { describePolicy, unknownValue } from "../spec-helper";
import { distribution } from "../types";
import { copiesEncryptedWithCustomerKey } from "./copies-encrypted-with-customer-key";

const keys = (keyOfRegion: Record<string, unknown>) => ({
  props: {
    distributions: Object.entries(keyOfRegion).map(([region, kmsKeyId]) => ({
      region,
      amiDistributionConfiguration: kmsKeyId === null ? {} : { kmsKeyId },
    })),
  },
});
const key = "arn:aws:kms:eu-west-1:111111111111:key/1";

describePolicy(copiesEncryptedWithCustomerKey, distribution, {
  passes: {
    "a key for each region": keys({ "eu-west-1": key, "us-east-1": key }),
    "a container": {
      props: { distributions: [{ region: "eu-west-1", containerDistributionConfiguration: {} }] },
    },
  },
  fails: {
    "regions without a key": {
      ...keys({ "eu-west-1": key, "us-east-1": null, "us-west-2": null }),
      says: "with AWS's key in us-east-1, us-west-2",
    },
  },
  unknown: {
    "a key": keys({ "eu-west-1": unknownValue }),
    "the regions": { props: { distributions: unknownValue } },
  },
  configured: {
    "an approved key": { ...keys({ "eu-west-1": key }), config: { keys: ["*:111111111111:*"] } },
    "another key": {
      ...keys({ "eu-west-1": key }),
      config: { keys: ["*:222222222222:*"] },
      says: "not approved in eu-west-1",
    },
  },
});
