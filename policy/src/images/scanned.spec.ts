import { describePolicy, unknownValue } from "../spec-helper";
import { imagePipeline } from "../types";
import { scanned } from "./scanned";

const scan = (imageScanningEnabled: unknown) => ({
  props: { imageScanningConfiguration: { imageScanningEnabled } },
});

describePolicy(scanned, imagePipeline, {
  passes: { "a pipeline that scans": scan(true) },
  fails: {
    "a pipeline that doesn't": { ...scan(false), says: "is not scanned" },
    "AWS's default": { props: {}, says: "is not scanned" },
  },
  unknown: {
    "whether it scans": scan(unknownValue),
    "all about it": { props: { imageScanningConfiguration: unknownValue } },
  },
});
