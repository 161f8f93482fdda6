import { describePolicy, unknownValue } from "../spec-helper";
import { imageRecipe } from "../types";
import { encryptedWithCustomerKey } from "./encrypted-with-customer-key";

const volumes = (...ebs: unknown[]) => ({
  props: { blockDeviceMappings: ebs.map((one, index) => ({ deviceName: `/dev/sd${index}`, ebs: one })) },
});
const key = "arn:aws:kms:eu-west-1:111111111111:key/1";
const encrypted = "true";

describePolicy(encryptedWithCustomerKey, imageRecipe, {
  passes: {
    "a customer key": volumes({ encrypted, kmsKeyId: key }),
    "an instance store": {
      props: {
        blockDeviceMappings: [{ ebs: { encrypted: true, kmsKeyId: key } }, { virtualName: "ephemeral0" }],
      },
    },
  },
  fails: {
    "no encryption": { ...volumes({ encrypted: "false" }), says: "does not encrypt volume /dev/sd0" },
    "AWS's key": { ...volumes({ encrypted }), says: "encrypts volume /dev/sd0 with AWS's key" },
    "AWS's key by its alias": {
      ...volumes({ encrypted, kmsKeyId: "arn:aws:kms:eu-west-1:111111111111:alias/aws/ebs" }),
      says: "with AWS's key",
    },
    "two volumes at once": { ...volumes({}, { encrypted }), says: /\/dev\/sd0; .*\/dev\/sd1/ },
    "no volume at all": { props: {}, says: "leaves encryption to its source" },
  },
  unknown: {
    "the key": volumes({ encrypted, kmsKeyId: unknownValue }),
    "whether it is encrypted": volumes({ encrypted: unknownValue }),
    "a volume": volumes(unknownValue),
    "the volumes": { props: { blockDeviceMappings: unknownValue } },
  },
  configured: {
    "an approved key": {
      ...volumes({ encrypted, kmsKeyId: key }),
      config: { keys: ["arn:aws:kms:*:111111111111:*"] },
    },
    "another key": {
      ...volumes({ encrypted, kmsKeyId: key }),
      config: { keys: ["arn:aws:kms:*:222222222222:*"] },
      says: "with a key that is not approved",
    },
  },
});
