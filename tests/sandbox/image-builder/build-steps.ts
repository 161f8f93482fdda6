// What the steps of a build do. Nothing runs for real: see shell-judge.ts.

import { randomUUID } from "node:crypto";
import type { ComponentConfiguration } from "@aws-sdk/client-imagebuilder";
import type { Build } from "./build";
import { findComponent } from "./components";
import { type DocumentStep, fillIn, parseDocument } from "./documents";
import { distribute, writeParameters } from "./distribute";
import { amiId, resolveParent } from "./parents";
import { judge } from "./shell-judge";

type Outputs = Record<string, unknown>;

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

export function launchInstance(build: Build): Outputs {
  const { call, image, recipe } = build;
  const { store } = call;
  const profile = image.infrastructureConfiguration?.instanceProfileName ?? "";
  if (!hasInstanceProfile(build, profile)) {
    throw new StepFailure(
      `An error occurred (InvalidParameterValue) when calling the RunInstances operation: Value (${profile}) for ` +
        "parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
    );
  }
  const parent = resolveParent(store, recipe.parentImage ?? "", image.executionRole !== undefined);
  if (parent === undefined) {
    throw new StepFailure(`The parent image ${recipe.parentImage} could not be resolved to an AMI`);
  }
  const instanceId = `i-${randomUUID().replaceAll("-", "").slice(0, 17)}`;
  build.instance = { instanceId, imageArn: image.arn, state: "running" };
  store.instances.set(instanceId, build.instance);
  return { instanceId };
}

const profileType = "aws:iam/instanceProfile:InstanceProfile";

function hasInstanceProfile({ call }: Build, name: string): boolean {
  const { settings, store, world } = call;
  const { account } = store.place;
  if (settings.instanceProfileExists !== undefined) {
    return settings.instanceProfileExists(account, name);
  }
  const recorded = world.records.list(profileType).filter((profile) => profile.account === account);
  const checked = settings.checkInstanceProfiles ?? recorded.length > 0;
  return !checked || recorded.some(({ id, properties }) => (properties.name ?? id) === name);
}

/** Whether the recipe has anything to do in this workflow. Amazon's components have no documents here, but do run. */
export const hasPhases = (build: Build, type: "BUILD" | "TEST"): boolean =>
  (build.recipe.components ?? []).some((reference) => {
    const component = findComponent(build.call.store, reference.componentArn ?? "");
    return component?.data === undefined
      ? component?.type === type
      : parseDocument(component.data).phases.some(({ name }) => (name === "test") === (type === "TEST"));
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
      runStep(component.arn, phase, { ...step, inputs: fillIn(step.inputs, values) });
    }
  }
}

function runStep(componentArn: string, phase: string, step: DocumentStep): void {
  const { exitCode, output } = judge(step);
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

export const collectMetadata = ({ recipe }: Build): Outputs => ({
  osVersion: recipe.platform,
  associationId: randomUUID(),
});

export const sanitizeInstance = (): Outputs => ({
  status: "Success",
  output: "",
  runCommandId: randomUUID(),
});

export const createImage = ({ call, image }: Build): Outputs => {
  const { account, region } = call.store.place;
  return { imageId: amiId(region, account, image.arn) };
};

export function terminateInstance(build: Build): undefined {
  if (build.instance !== undefined) {
    build.instance.state = "terminated";
  }
}

export function distributeImage({ call, image, recipe }: Build): Outputs {
  const amis = distribute(call, image, recipe);
  image.outputResources = { amis };
  return { distributedImages: amis.map((ami) => ({ region: ami.region, imageId: ami.image })) };
}

export function applyImageConfigurations({ call, image }: Build): undefined {
  writeParameters(call, image);
}
