import { matchesAny, patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { imagePipeline } from "../types";
import { absent, at, text } from "../values";

export const usesDistribution = resourcePolicy<{ arns: string[] }>({
  name: "image-uses-distribution",
  description: "Every golden image is distributed by a distribution, where regions and accounts are decided.",
  severity: "medium",
  sets: ["strict"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-distribution-settings.html",
  fix: "Set `distributionArn` to the `arn` of an ImageDistribution, or `distribution`.",
  configSchema: {
    properties: {
      arns: patternList("ARNs of the distributions to use, with `*`. Empty: any."),
    },
  },
  types: [imagePipeline],
  check: (pipeline, { config }) => {
    const given = at(pipeline, "distributionConfigurationArn");
    if (absent(given)) return ["has no distribution"];
    const arn = text(given);
    return arn === undefined || config.arns.length === 0 || matchesAny(arn, config.arns)
      ? []
      : [`is distributed by ${arn}, which is not approved`];
  },
});
