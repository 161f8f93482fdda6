// What a pipeline has beyond the members that `@pulumi/aws` knows.

import { child } from "../plan/child";
import type { Fields, Made } from "../plan/child";
import { derived } from "../plan/deferred";
import { someTags } from "../plan/tags";
import { digest } from "../plan/digest";
import type { PipelineSettingsInputs } from "../checks/schema/generated/types";
import type { Context, GoldenImageArgs } from "./args";
import type { Pipeline } from "./pipeline";

type Settings = Made<"goldenimage:index:PipelineSettings">;
type Added = Omit<PipelineSettingsInputs, "pipelineArn" | "configuration" | "region">;

/** Undefined where no input asks for one of them. */
export function planPipelineSettings({ args }: Context, pipeline: Pipeline): Settings | undefined {
  const added = {
    ...gate(args.tests?.scan?.failOn),
    autoDisablePolicy: disabling(args.schedule?.disableAfterFailures),
    imageTags: someTags(args.imageTags),
  };
  if (Object.values(added).every((value) => value === undefined)) return undefined;
  return child({
    key: "pipeline-settings",
    type: "goldenimage:index:PipelineSettings",
    args: {
      pipelineArn: pipeline.out.arn,
      // Every update of the pipeline takes the settings out.
      configuration: derived([pipeline.args], ([all]) => digest(all)),
      ...added,
      region: args.region,
    },
  });
}

type Failures = NonNullable<GoldenImageArgs["schedule"]>["disableAfterFailures"];

const disabling = (failureCount: Failures): Fields<Added["autoDisablePolicy"]> =>
  failureCount === undefined ? undefined : { failureCount: derived([failureCount], ([count]) => count) };

type FailOn = NonNullable<NonNullable<GoldenImageArgs["tests"]>["scan"]>["failOn"];

/** https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageScanningConfiguration.html */
function gate(failOn: FailOn): Fields<Pick<Added, "imageScanningTypes" | "scanResultCondition">> {
  if (failOn === undefined) return {};
  return {
    imageScanningTypes: ["ON_DEMAND_AMI_CVE"],
    scanResultCondition: {
      maximumSeverityLabel: derived([failOn.severity], ([severity]) => below[severity]),
      // AWS's default, said because AWS's answer may have it in any case.
      fixAvailable: derived([failOn.fixAvailable], ([only]) => only ?? true),
    },
  };
}

/** AWS asks for the worst severity that passes. */
const below = { LOW: "INFORMATIONAL", MEDIUM: "LOW", HIGH: "MEDIUM", CRITICAL: "HIGH" } as const;
