import { matchesAny, patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { isInsideOurs } from "../urn";

const prefix = "aws:imagebuilder/";

export const insideGoldenImage = resourcePolicy<{ allowedTypes: string[] }>({
  name: "image-builder-inside-golden-image",
  description:
    "Image Builder is used by way of GoldenImage and ImageDistribution, where the standards are kept.",
  severity: "medium",
  sets: ["baseline", "strict"],
  url: "https://github.com/goldenimage/pulumi-goldenimage#readme",
  fix: "Use a GoldenImage or an ImageDistribution in its place.",
  configSchema: {
    properties: {
      allowedTypes: patternList("Types that may stand alone, with `*`: `aws:imagebuilder/workflow:*`."),
    },
  },
  types: (type) => type.startsWith(prefix),
  check: (_, { args, config }) =>
    isInsideOurs(args.urn) || matchesAny(args.type, config.allowedTypes) ? [] : ["is on its own"],
});
