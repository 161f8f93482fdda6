// Names, versions and tags.

import { hasForm } from "../../checks/identifiers";
import { knownObject } from "../../checks/known";
import { nameIsUsable } from "../../checks/names";
import { partitionRule } from "../../checks/partition";
import { regionIsKnown, regionsAgree } from "../../checks/regions";
import type { Rule } from "../../checks/rule";
import { sources } from "../../checks/sources";
import { setByImageBuilder, tagRule, tagsAreAllowed } from "../../checks/tags";
import type { ImageContext } from "./context";

export const generalRules: readonly Rule<ImageContext>[] = [
  {
    name: "name-is-usable",
    description:
      "A name is 3 to 100 lower-case letters, digits and single hyphens: AWS writes others differently in its ARNs, where they collide.",
    source: sources.recipes,
    check: ({ name }, { resourceName }) => nameIsUsable("name", name, resourceName),
  },
  {
    name: "region-exists",
    description: "The region is one of AWS's.",
    source: sources.ours,
    check: ({ region }) => regionIsKnown("region", region),
  },
  partitionRule("image-stays-in-the-partition", "goldenimage:index:GoldenImage"),
  {
    name: "version-is-well-formed",
    description: "A version is `major.minor` or `major.minor.patch`, each a number up to 1073741823.",
    source: sources.recipes,
    check: ({ version }) => hasForm("version", version, versionForm),
  },
  tagRule("tags-are-allowed"),
  {
    name: "ami-tags-are-allowed",
    description: "Up to 50 tags on AMIs, by the same rules, and none that Image Builder sets itself.",
    source: sources.tags,
    check: ({ amiTags }) =>
      tagsAreAllowed("amiTags", amiTags, 50, setByImageBuilder("CreatedBy", "Ec2ImageBuilderArn")),
  },
  {
    name: "image-tags-are-allowed",
    description: "Up to 50 tags on the Image Builder images of scheduled builds, by the same rules.",
    source: sources.tags,
    check: ({ imageTags }) => tagsAreAllowed("imageTags", imageTags, 50, {}),
  },
  {
    name: "image-tags-have-a-schedule",
    description:
      "`imageTags` are for the Image Builder images of scheduled builds. The tags of AMIs, which had that name before, are `amiTags`.",
    source: sources.createPipeline,
    check: ({ imageTags, schedule }) => {
      const { cron, rate } = knownObject(schedule);
      return imageTags === undefined || (cron ?? rate) !== undefined
        ? []
        : [
            {
              path: "imageTags",
              message:
                "are on the Image Builder images of scheduled builds, and there is no 'schedule' with 'cron' or 'rate'; " +
                "tags of the AMI are 'amiTags', those of a build 'tags' of its ImageBuild",
            },
          ];
    },
  },
  {
    name: "distribution-is-in-the-region",
    description: "The distribution configuration is in the region of the golden image.",
    source: sources.recipes,
    check: ({ distributionArn }, { region }) => regionsAgree("distributionArn", distributionArn, region),
  },
];

function versionForm(text: string): string | undefined {
  const numbers = text.split(".");
  const fits = numbers.every((number) => /^(0|[1-9]\d*)$/.test(number) && Number(number) < 2 ** 30);
  return fits && (numbers.length === 2 || numbers.length === 3)
    ? undefined
    : "must be major.minor or major.minor.patch, each a number up to 1073741823";
}
