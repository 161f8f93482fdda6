import { resourcePolicy } from "../policy";
import { goldenImage } from "../types";
import { at, isFalse } from "../values";

export const patched = resourcePolicy({
  name: "image-patched",
  description: "A golden image installs all updates before anything else.",
  severity: "high",
  sets: ["baseline", "strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html",
  fix: "Remove `harden.patch: false`: images are patched by default.",
  types: [goldenImage],
  check: (image) => (isFalse(at(image, "harden", "patch")) ? ["is not patched"] : []),
});
