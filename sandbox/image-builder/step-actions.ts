// What each step action of a workflow does here.

import {
  bootstrapForContainer,
  collectMetadata,
  collectScanFindings,
  createImage,
  launchInstance,
  sanitizeInstance,
  terminateInstance,
} from "./build-steps";
import { executeComponents } from "./component-steps";
import { applyImageConfigurations, distributeImage } from "./distribute";
import { runCommand } from "./run-command";
import { checkPermissions } from "./step-permissions";
import type { StepContext, Values } from "./workflow-definitions";
import type { StepRun } from "./world";
import { waitForAction } from "./waiting-steps";

type Outcome = Values | undefined;

/** It throws to fail. */
type Action = (context: StepContext, inputs: Values, step: StepRun) => Outcome | Promise<Outcome>;

const nothing = (): undefined => undefined;

const actions: Readonly<Record<string, Action>> = {
  ApplyImageConfigurations: ({ build }) => applyImageConfigurations(build),
  BootstrapInstanceForContainer: ({ build }) => bootstrapForContainer(build),
  CollectImageMetadata: ({ build }) => collectMetadata(build),
  CollectImageScanFindings: ({ build }) => collectScanFindings(build),
  CreateImage: ({ build }) => createImage(build),
  DistributeImage: ({ build }) => distributeImage(build),
  ExecuteComponents: ({ build, type }) =>
    executeComponents(build, type === "TEST" ? ["test"] : ["build", "validate"]),
  ExecuteStateMachine: nothing,
  LaunchInstance: ({ build }) => launchInstance(build),
  ModifyImageAttributes: nothing,
  RegisterImage: ({ build }) => createImage(build),
  RunCommand: (_context, inputs) => runCommand(inputs),
  RunSysPrep: () => sanitizeInstance(),
  SanitizeInstance: () => sanitizeInstance(),
  TerminateInstance: ({ build }) => terminateInstance(build),
  WaitForAction: ({ build }, _inputs, step) => waitForAction(build, step),
  WaitForSSMAgent: nothing,
};

export async function perform(
  action: string,
  context: StepContext,
  inputs: Values,
  step: StepRun,
): Promise<Outcome> {
  checkPermissions(context.build, action, inputs);
  return await actions[action]?.(context, inputs, step);
}
