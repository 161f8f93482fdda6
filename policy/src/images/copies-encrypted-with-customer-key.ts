import { matchesAny, patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { distribution } from "../types";
import { absent, at, text } from "../values";
import { destinations } from "./distributions";

export const copiesEncryptedWithCustomerKey = resourcePolicy<{ keys: string[] }>({
  name: "image-copies-encrypted-with-customer-key",
  description: "The copies of a golden image in other regions are encrypted with a KMS key of your own.",
  severity: "high",
  sets: ["strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-distribution-settings.html",
  fix: "Set `kmsKeyArn` in each of the distribution's `regions`: a key belongs to one region.",
  configSchema: {
    properties: { keys: patternList("ARNs of the keys to use, with `*`. Empty: any customer key.") },
  },
  types: [distribution],
  check: (configuration, { config }) => {
    // A container has no volume.
    const images = destinations(configuration).filter(({ ami }) => !absent(ami));
    const bare = images.filter(({ ami }) => {
      const key = at(ami, "kmsKeyId");
      return absent(key) || text(key)?.includes("alias/aws/");
    });
    const foreign = images.filter(({ ami }) => {
      const arn = text(at(ami, "kmsKeyId"));
      return arn !== undefined && config.keys.length > 0 && !matchesAny(arn, config.keys);
    });
    const names = (some: { region: string }[]): string => some.map(({ region }) => region).join(", ");
    if (bare.length > 0) return [`encrypts copies with AWS's key in ${names(bare)}`];
    return foreign.length > 0 ? [`encrypts copies with a key that is not approved in ${names(foreign)}`] : [];
  },
});
