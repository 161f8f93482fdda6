import { patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { imagePipeline } from "../types";
import { absent, at } from "../values";

export const requiredTags = resourcePolicy<{ tags: string[] }>({
  name: "image-tagged",
  description: "A golden image has the tags that the organization asks for.",
  severity: "low",
  sets: ["baseline", "strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
  fix: "Add the tags to `tags`, or to the `aws` provider's `defaultTags`.",
  configSchema: {
    properties: { tags: patternList("Keys of the tags. Empty: the policy doesn't apply.") },
  },
  types: [imagePipeline],
  check: (pipeline, { config, args }) => {
    if (config.tags.length === 0) args.notApplicable("no tags are configured");
    const own = at(pipeline, "tags");
    // With the provider's default tags in it.
    const all = at(pipeline, "tagsAll");
    // Where the tags aren't known, no tag is absent.
    const missing = config.tags.filter((tag) => absent(at(own, tag)) && absent(at(all, tag)));
    return missing.length > 0 ? [`lacks the tags ${missing.map((tag) => `'${tag}'`).join(", ")}`] : [];
  },
});
