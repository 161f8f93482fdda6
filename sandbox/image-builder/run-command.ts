// A document of Systems Manager's that a workflow runs: shell lines are judged as those of components are.

import { randomUUID } from "node:crypto";
import { judge } from "./shell-judge";
import { type Outputs, StepFailure } from "./step-failure";
import type { Values } from "./workflow-definitions";

const actionOf: Readonly<Record<string, string>> = {
  "AWS-RunShellScript": "ExecuteBash",
  "AWS-RunPowerShellScript": "ExecutePowerShell",
};

export function runCommand({ documentName, parameters }: Values): Outputs {
  const action = actionOf[String(documentName)] ?? "";
  const { exitCode, output } = judge({ action, inputs: parameters ?? {} });
  const outputs = {
    runCommandId: randomUUID(),
    status: exitCode === 0 ? "Success" : "Failed",
    output: output.join("\n"),
  };
  if (exitCode !== 0) {
    const ending = `${String(documentName)} exited with code ${exitCode}`;
    throw new StepFailure([ending, ...output.slice(-5)].join(": "), { outputs });
  }
  return outputs;
}
