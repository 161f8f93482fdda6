import { matchesAny, patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { goldenImage } from "../types";
import { at, text } from "../values";

type Config = Record<keyof typeof properties, string[]>;

// One list for each way to name a source. What Amazon and the makers of the systems publish is approved by default.
const properties = {
  os: patternList("Names of the catalogue, with `*`.", ["*"]),
  ssmParameter: patternList("Names of SSM parameters, with `*`.", ["/aws/service/*"]),
  imageArn: patternList("ARNs of Image Builder images, with `*`.", ["arn:aws*:imagebuilder:*:aws:image/*"]),
  pipelineArn: patternList("ARNs of Image Builder pipelines, with `*`."),
  amiId: patternList("AMI IDs, with `*`."),
  marketplaceProductId: patternList("Product IDs of the AWS Marketplace, with `*`."),
  containerImage: patternList("Container images, with `*`.", ["public.ecr.aws/amazonlinux/*"]),
};

export const approvedSources = resourcePolicy<Config>({
  name: "image-source-approved",
  description: "A golden image starts from an approved source.",
  severity: "high",
  sets: ["baseline", "strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharing-amis.html",
  fix: "Start from an approved source, such as `source.os`, or have this one added to the policy's configuration.",
  configSchema: { properties },
  types: [goldenImage],
  check: (image, { config }) =>
    (Object.keys(properties) as (keyof Config)[]).flatMap((kind) => {
      const source = text(at(image, "source", kind));
      return source === undefined || matchesAny(source, config[kind])
        ? []
        : [`starts from ${kind} '${source}', which is not approved`];
    }),
});
