// What the steps of a component put out, for those that come after.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html

const stdout: readonly string[] = ["stdout"];
const msi: readonly string[] = ["logFile", "msiExitCode", "stdout"];

/** Actions that aren't here put nothing out. */
export const componentOutputs: Readonly<Record<string, readonly string[]>> = {
  ExecuteBash: stdout,
  ExecuteBinary: stdout,
  ExecutePowerShell: stdout,
  WebDownload: ["destination"],
  ListFiles: ["files"],
  ReadFile: ["content"],
  InstallMSI: msi,
  UninstallMSI: msi,
};

const command: readonly string[] = ["runCommandId", "status", "output"];

/**
 * What the steps of a workflow put out. The guide's examples also read the instance's type, which its table leaves
 * out. https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export const workflowOutputs: Readonly<Record<string, readonly string[]>> = {
  ApplyImageConfigurations: ["configuredImages"],
  BootstrapInstanceForContainer: command,
  CollectImageMetadata: ["osVersion", "associationId"],
  CollectImageScanFindings: command,
  CreateImage: ["imageId"],
  CreateImageFromIso: ["amiName", "snapshotId", "architecture"],
  DistributeContainerImage: ["status", "succeededRegions", "failedRegions"],
  DistributeImage: ["distributedImages"],
  ExecuteComponents: command,
  ExecuteStateMachine: ["executionArn", "output"],
  LaunchInstance: ["instanceId", "instanceType"],
  ModifyImageAttributes: ["modifiedImages"],
  RegisterImage: ["imageId"],
  RunCommand: command,
  RunSysPrep: command,
  SanitizeInstance: command,
  WaitForAction: ["action", "reason"],
  WaitForSSMAgent: ["status"],
};
