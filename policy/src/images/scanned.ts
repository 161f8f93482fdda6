import { resourcePolicy } from "../policy";
import { imagePipeline } from "../types";
import { at, isTrue, notKnown } from "../values";

export const scanned = resourcePolicy({
  name: "image-scanned",
  description: "A golden image is scanned for known vulnerabilities.",
  severity: "medium",
  sets: ["strict"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html",
  fix: "Set `tests.scan`, for example to `{}`; Amazon Inspector must be active in the region.",
  types: [imagePipeline],
  check: (pipeline) => {
    const on = at(pipeline, "imageScanningConfiguration", "imageScanningEnabled");
    return on === notKnown || isTrue(on) ? [] : ["is not scanned for vulnerabilities"];
  },
});
