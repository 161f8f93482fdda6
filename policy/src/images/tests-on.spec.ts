import { describePolicy, unknownValue } from "../spec-helper";
import { imagePipeline } from "../types";
import { testsOn } from "./tests-on";

const tested = (imageTestsEnabled: unknown) => ({
  props: { imageTestsConfiguration: { imageTestsEnabled } },
});

describePolicy(testsOn, imagePipeline, {
  passes: { "a pipeline with tests": tested(true), "AWS's default, which is to test": { props: {} } },
  fails: { "a pipeline without tests": { ...tested(false), says: "nothing has tested" } },
  unknown: {
    "whether it tests": tested(unknownValue),
    "all about its tests": { props: { imageTestsConfiguration: unknownValue } },
  },
});
