import { matchesAny, patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { imageRecipe } from "../types";
import { absent, at, isTrue, list, text, notKnown } from "../values";
import type { Value } from "../values";

export const encryptedWithCustomerKey = resourcePolicy<{ keys: string[] }>({
  name: "image-encrypted-with-customer-key",
  description: "The volumes of a golden image are encrypted with a KMS key of your own.",
  severity: "high",
  sets: ["strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html",
  fix: "Set `storage.kmsKeyArn` to the ARN of your key.",
  configSchema: {
    properties: { keys: patternList("ARNs of the keys to use, with `*`. Empty: any customer key.") },
  },
  types: [imageRecipe],
  check: (recipe, { config }) => {
    const mappings = at(recipe, "blockDeviceMappings");
    if (mappings === notKnown) return [];
    const problems = list(mappings).map((mapping) => problemOf(mapping, config.keys));
    // Without a mapping, the volume is as the source's.
    return list(mappings).length === 0
      ? ["leaves encryption to its source"]
      : problems.filter((problem) => problem !== undefined);
  },
});

function problemOf(mapping: Value, keys: string[]): string | undefined {
  const ebs = at(mapping, "ebs");
  const encrypted = at(ebs, "encrypted");
  const key = at(ebs, "kmsKeyId");
  const device = `volume ${text(at(mapping, "deviceName")) ?? "of unknown name"}`;
  // An instance store has no volume; a device that is left out has none either.
  if (absent(ebs) || encrypted === notKnown) return undefined;
  if (!isTrue(encrypted)) return `does not encrypt ${device}`;
  if (absent(key) || text(key)?.includes("alias/aws/")) return `encrypts ${device} with AWS's key`;
  const arn = text(key);
  return keys.length > 0 && arn !== undefined && !matchesAny(arn, keys)
    ? `encrypts ${device} with a key that is not approved`
    : undefined;
}
