import { describePolicy, unknownValue } from "../spec-helper";
import { goldenImage } from "../types";
import { lifecycleSet } from "./lifecycle-set";

describePolicy(lifecycleSet, goldenImage, {
  passes: { "an image with one": { props: { lifecycle: { delete: { afterDays: 90 } } } } },
  fails: { "an image without": { props: {}, says: "keeps its old images for ever" } },
  unknown: { "the lifecycle": { props: { lifecycle: unknownValue } } },
});
