// What a workflow is while it runs: Amazon's, or one that was read from a document.

import type { WorkflowParameterDetail, WorkflowType } from "@aws-sdk/client-imagebuilder";
import type { Build } from "./build";

export type Values = Readonly<Record<string, unknown>>;

/** What a step can see: the build, the workflow's parameters, and what the steps before it have put out. */
export interface StepContext {
  readonly build: Build;
  readonly type: WorkflowType;
  readonly parameters: Values;
  readonly stepOutputs: Record<string, Values>;
}

export interface StepDefinition {
  readonly name: string;
  readonly action: string;
  /** A step whose condition does not hold is skipped. */
  readonly when?: (context: StepContext) => boolean;
  readonly inputs?: (context: StepContext) => Values;
  /** The workflow goes on when the step fails. */
  readonly continues?: boolean;
}

export interface WorkflowDefinition {
  /** Of the build, not of a version with `x`. */
  readonly arn: string;
  readonly type: WorkflowType;
  readonly steps: readonly StepDefinition[];
  readonly parameters: readonly WorkflowParameterDetail[];
  /** The names of what it puts out. */
  readonly outputs: readonly string[];
}
