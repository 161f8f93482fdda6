// Members of a pipeline that `@pulumi/aws` lacks. A test compares them with its types: when it has come to know one, that
// one moves to golden-image/pipeline.ts, and when none is left, PipelineSettings goes, without a change of the pipeline.

import type { PipelineSettingsInputs } from "../../checks/schema/generated/types";

export type Setting = Exclude<keyof PipelineSettingsInputs, "pipelineArn" | "configuration" | "region">;

interface Member {
  readonly setting: Setting;
  /** Where it is in AWS's requests and answers. */
  readonly path: readonly string[];
  readonly purpose: string;
}

/** Not in this release of @pulumi/aws, nor in an earlier one. */
export const lastAwsWithout = "7.48.0";

export const members: readonly Member[] = [
  {
    setting: "imageScanningTypes",
    path: ["imageScanningConfiguration", "imageScanningTypes"],
    purpose: "scans the AMI itself, before it is distributed",
  },
  {
    setting: "scanResultCondition",
    path: ["imageScanningConfiguration", "scanResultCondition"],
    purpose: "fails an image whose scan has found something severe",
  },
  {
    setting: "autoDisablePolicy",
    path: ["schedule", "autoDisablePolicy"],
    purpose: "stops a schedule whose builds fail again and again",
  },
  {
    setting: "imageTags",
    path: ["imageTags"],
    purpose: "tags the Image Builder images of scheduled builds",
  },
];
