import { StepFailure } from "./step-failure";

export const distributionFailure = (errorMessage: string): StepFailure =>
  new StepFailure(errorMessage, { distributionFailure: { errorMessage } });
