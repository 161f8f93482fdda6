export type Outputs = Record<string, unknown>;

/** Why a step failed, with what AWS's failure context says of a component. */
export class StepFailure extends Error {
  constructor(
    message: string,
    readonly details: {
      readonly outputs?: Outputs;
      readonly componentFailure?: Outputs;
      readonly distributionFailure?: Outputs;
    } = {},
  ) {
    super(message);
  }
}
