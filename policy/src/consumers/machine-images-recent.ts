import { clock } from "../clock";
import { stackPolicy } from "../policy";
import { text } from "../values";
import { creationTime, inventoryProperty, knownImages } from "./known-images";
import type { ImageFacts } from "./known-images";
import { imageReferences } from "./references";

const day = 24 * 60 * 60 * 1000;

export const machineImagesRecent = stackPolicy<{ days: number; images: Record<string, ImageFacts> }>({
  name: "machine-images-recent",
  description: "Machines start from a recent image, where its age can be known.",
  severity: "medium",
  sets: ["baseline", "strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html",
  fix: "Use the newest image: `resolve:ssm:` with the parameter that an ImageDistribution publishes always is.",
  configSchema: {
    properties: {
      days: {
        type: "number",
        exclusiveMinimum: 0,
        default: 90,
        description: "The greatest age of an image.",
      },
      images: inventoryProperty,
    },
  },
  check: ({ resources }, config, report) => {
    const known = knownImages(resources, config.images);
    for (const resource of resources) {
      for (const { where, image } of imageReferences(resource)) {
        const created = creationTime(known.get(text(image) ?? "") ?? {});
        const age = created === undefined ? 0 : Math.floor((clock.now() - created) / day);
        if (age <= config.days) continue;
        report(
          `has ${text(image)} as '${where}', which is ${age} days old: ${config.days} are allowed`,
          resource.urn,
        );
      }
    }
  },
});
