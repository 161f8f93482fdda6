// How the documents of a recipe's components end. Nothing runs for real: see shell-judge.ts.

import { randomUUID } from "node:crypto";
import type { ComponentConfiguration } from "@aws-sdk/client-imagebuilder";
import { writeLog } from "../logs/streams";
import type { Build } from "./build";
import { findComponent } from "./components";
import { type DocumentStep, fillIn, isTestPhase, parseDocument } from "./documents";
import { judge } from "./shell-judge";
import { type Outputs, StepFailure } from "./step-failure";

/** Whether the recipe has anything to do in this workflow. Amazon's components have no documents here, but do run. */
export const hasPhases = (build: Build, type: "BUILD" | "TEST"): boolean =>
  (build.recipe.components ?? []).some((reference) => {
    const component = findComponent(build.call.store, reference.componentArn ?? "");
    return component?.data === undefined
      ? component?.type === type
      : parseDocument(component.data).phases.some(({ name }) => isTestPhase(name) === (type === "TEST"));
  });

export function executeComponents(build: Build, phases: readonly string[]): Outputs {
  for (const reference of build.recipe.components ?? []) {
    executeComponent(build, reference, phases);
  }
  return { runCommandId: randomUUID(), status: "Success", output: "" };
}

function executeComponent(build: Build, reference: ComponentConfiguration, phases: readonly string[]): void {
  const component = findComponent(build.call.store, reference.componentArn ?? "");
  if (component?.data === undefined) {
    return;
  }
  const declared = (component.parameters ?? []).map(
    ({ name = "", defaultValue }) => [name, defaultValue] as const,
  );
  const given = (reference.parameters ?? []).map(({ name = "", value }) => [name, value] as const);
  const values = new Map([...declared, ...given].map(([name, value]) => [name, (value ?? []).join(",")]));
  const document = parseDocument(component.data);
  for (const phase of phases) {
    for (const step of document.phases.find(({ name }) => name === phase)?.steps ?? []) {
      runStep(build, component.arn, phase, { ...step, inputs: fillIn(step.inputs, values) });
    }
  }
}

function runStep({ call, image }: Build, componentArn: string, phase: string, step: DocumentStep): void {
  const { exitCode, output } = judge(step);
  writeLog(
    call.store,
    image,
    `Document ${componentArn}`,
    `Phase ${phase}`,
    `Step ${step.name}`,
    ...output.map((line) => `Stdout: ${line}`),
    `CmdExecution: ExitCode ${exitCode}`,
  );
  if (exitCode === 0) {
    return;
  }
  const ending = `exited with code ${exitCode}`;
  const message = `Document ${componentArn} failed! Phase '${phase}', step '${step.name}' (${step.action}) ${ending}`;
  const tail = output.slice(-5).join("\n").slice(-200);
  throw new StepFailure(tail === "" ? message : `${message}: ${tail}`, {
    outputs: { runCommandId: randomUUID(), status: "Failed", output: output.join("\n") },
    componentFailure: {
      componentArn,
      phaseName: phase,
      stepName: step.name,
      action: step.action,
      errorMessage: [...output, ending].join("\n"),
    },
  });
}
