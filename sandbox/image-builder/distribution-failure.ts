import { StepFailure } from "./step-failure";

export const distributionFailure = (errorMessage: string): StepFailure =>
  new StepFailure(errorMessage, { distributionFailure: { errorMessage } });

// The JavaScript SDK's types lack these two.

export type ImageConfigurationStep =
  | "ASSOCIATE_LICENSES"
  | "UPDATE_LAUNCH_TEMPLATES"
  | "PUT_SSM_PARAMETERS"
  | "UPDATE_FAST_LAUNCH_CONFIGURATIONS"
  | "EXPORT_AMI";

interface RegionFailure {
  readonly region: string;
  readonly status: "FAILED" | "CANCELLED" | "TIMED_OUT";
  readonly imageConfigurationStep?: ImageConfigurationStep;
  readonly errorMessage: string;
  readonly targetAccountId: string;
}

interface Target {
  readonly region: string;
  readonly targetAccountId: string;
  readonly imageConfigurationStep?: ImageConfigurationStep;
}

/** Goes through every target, as AWS does; what fails in one region doesn't keep the others from their turn. */
export function inEachTarget<T extends Target>(targets: readonly T[], act: (target: T) => void): void {
  const regionFailures: RegionFailure[] = [];
  for (const target of targets) {
    try {
      act(target);
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      const { region, targetAccountId, imageConfigurationStep } = target;
      regionFailures.push({
        region,
        status: "FAILED",
        ...(imageConfigurationStep !== undefined && { imageConfigurationStep }),
        errorMessage: error.message.slice(0, 1024),
        targetAccountId,
      });
    }
  }
  if (regionFailures.length > 0) {
    const errorMessage = [...new Set(regionFailures.map((each) => each.errorMessage))].join("; ");
    throw new StepFailure(errorMessage, { distributionFailure: { errorMessage, regionFailures } });
  }
}
