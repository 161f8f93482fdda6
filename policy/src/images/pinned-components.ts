import { patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { containerRecipe, imageRecipe } from "../types";
import { at, list, text } from "../values";

export const pinnedComponents = resourcePolicy<{ trustedOwners: string[] }>({
  name: "image-components-pinned",
  description:
    "Components of third parties are used in an exact version: nobody else decides what is in an image.",
  severity: "medium",
  sets: ["baseline", "strict"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html",
  fix: "Give `componentArn` an exact version, such as `/1.2.3` at its end, in place of each `x`.",
  configSchema: {
    properties: {
      trustedOwners: patternList("Owners whose newest version is fine: account IDs, or `aws` for Amazon.", [
        "aws",
      ]),
    },
  },
  types: [imageRecipe, containerRecipe],
  check: (recipe, { config }) =>
    list(at(recipe, "components")).flatMap((component) => {
      const arn = text(at(component, "componentArn"));
      const [, owner = "", name, version = ""] =
        arn?.match(/^arn:[^:]+:imagebuilder:[^:]*:([^:]+):component\/([^/]+)\/([^/]+)/) ?? [];
      const floats = version.includes("x") && !config.trustedOwners.includes(owner);
      return floats ? [`uses component '${name}' of ${owner} in any version (${version})`] : [];
    }),
});
