import { resourcePolicy } from "../policy";
import { component, containerRecipe, imageRecipe, workflow } from "../types";
import { at, text } from "../values";
import type { Value } from "../values";
import { findSecrets, secretPatterns } from "./secrets";

// Everything that GoldenImage's steps say ends up in one of these, whichever way it was given.
const documents: Record<string, (properties: Value) => string | undefined> = {
  [component]: (properties) => text(at(properties, "data")),
  [workflow]: (properties) => text(at(properties, "data")),
  [containerRecipe]: (properties) => text(at(properties, "dockerfileTemplateData")),
  [imageRecipe]: (properties) => {
    const encoded = text(at(properties, "userDataBase64"));
    return encoded && Buffer.from(encoded, "base64").toString("utf8");
  },
};

export const noInlineSecrets = resourcePolicy<{ patterns: Record<string, string> }>({
  name: "image-no-inline-secrets",
  description:
    "No secret is written into a golden image's steps, where everybody who may read the component sees it.",
  severity: "critical",
  sets: ["baseline", "strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html",
  fix: "Take the secret out of the step and fetch it while building, from Secrets Manager or SSM; then change it.",
  configSchema: {
    properties: {
      patterns: {
        type: "object",
        additionalProperties: { type: "string" },
        default: {},
        description: "More patterns: what they find ('a licence key') to a regular expression.",
      },
    },
  },
  types: Object.keys(documents),
  check: (properties, { args, config }) => {
    const content = documents[args.type]?.(properties);
    if (content === undefined) return [];
    const own = Object.entries(config.patterns).map(([kind, source]) => [kind, new RegExp(source)] as const);
    const found = findSecrets(content, { ...secretPatterns, ...Object.fromEntries(own) });
    return found.length > 0 ? [`has ${found.join(", ")} of what '${args.name}' says`] : [];
  },
});
