import { resourcePolicy } from "../policy";
import { imagePipeline } from "../types";
import { at, isFalse } from "../values";

export const testsOn = resourcePolicy({
  name: "image-tests-on",
  description: "A golden image is tested before it is distributed.",
  severity: "high",
  sets: ["baseline", "strict"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/how-image-builder-works.html",
  fix: "Remove `tests.enabled: false`: the tests are on by default.",
  types: [imagePipeline],
  check: (pipeline) =>
    isFalse(at(pipeline, "imageTestsConfiguration", "imageTestsEnabled"))
      ? ["distributes images that nothing has tested"]
      : [],
});
