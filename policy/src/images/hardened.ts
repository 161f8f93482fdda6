import { resourcePolicy } from "../policy";
import { goldenImage } from "../types";
import { absent, at, text } from "../values";

// Each level contains the one before.
const levels = ["low", "medium", "high"];

export const hardened = resourcePolicy<{ level: string }>({
  name: "image-hardened",
  description: "A golden image is hardened by the STIG, at least at the configured level.",
  severity: "medium",
  sets: ["strict"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/ib-stig.html",
  fix: "Set `harden.stig` to the required level or a higher one.",
  configSchema: {
    properties: {
      level: { type: "string", enum: levels, default: "low", description: "The lowest level that will do." },
    },
  },
  types: [goldenImage],
  check: (image, { config }) => {
    const given = at(image, "harden", "stig");
    if (absent(given)) return [`is not hardened, and level '${config.level}' is required`];
    const level = text(given);
    // A level that isn't among them is for the provider to refuse.
    if (level === undefined || !levels.includes(level)) return [];
    return levels.indexOf(level) < levels.indexOf(config.level)
      ? [`is hardened at level '${level}', and '${config.level}' is required`]
      : [];
  },
});
