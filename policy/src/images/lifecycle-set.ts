import { resourcePolicy } from "../policy";
import { goldenImage } from "../types";
import { absent, at } from "../values";

export const lifecycleSet = resourcePolicy({
  name: "image-lifecycle-set",
  description: "Old golden images are cleaned up.",
  severity: "low",
  sets: ["baseline", "strict"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-lifecycles.html",
  fix: "Set `lifecycle` to say when old images are deprecated, disabled and deleted.",
  types: [goldenImage],
  check: (image) => (absent(at(image, "lifecycle")) ? ["keeps its old images for ever"] : []),
});
