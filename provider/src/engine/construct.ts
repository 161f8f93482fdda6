// Constructs a component for the engine: checks what the user wrote, and only then lets resources be registered.

import pLimit from "p-limit";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type * as Pulumi from "@pulumi/pulumi";
import type { Problem } from "../checks/problems";
import type { KnownChild } from "./check-children";
import type { Child } from "../plan/child";
import { claimNames, claimsOf } from "./claims";
import { componentUrn } from "./recovery/orphans";
import { stackState } from "./recovery/stack-state";
import { takingUp } from "./recovery/adopt";
import type { Plan } from "../plan/plan";
import type { Answers } from "./answers";
import { ask } from "./ask";
import type { AnyComponent } from "./component-definition";
import type { PlannedComponent } from "./planned-component";
import { decodeValues } from "../protocol/values";
import type { Values } from "../protocol/values";
import { needsNewer, providerVersion, tooOld } from "./aws-version";
import { checkPlanned, checkWritten } from "./checks";
import { toInputs } from "./inputs";
import { locate, whereOf } from "./locate";
import type { Location } from "../checks/location";
import { ignoredOptions, invokeOptions, toOptions } from "./options";
import type { ComponentOptions } from "./options";
import { providerRegion, runOf } from "./provider-region";
import { describeProblem, describeProblems, notValid } from "../checks/problems";
import { failingOnRejections } from "./rejections";
import { inRun, monitor, promiseOf, registrationsEnded } from "./runtime";
import { hidingTags } from "./secret-tags";
import { checkedTogether } from "./together";
import { takenNames } from "./taken-names";

/** The engine asks for all components of a stack at once. Each takes memory until its last child is registered. */
const inTurn = pLimit(8);

export async function construct(
  find: (type: string) => AnyComponent | undefined,
  request: proto.ConstructRequest,
  engineAddress: string,
): Promise<proto.ConstructResponse> {
  void providerRegion(request).catch(() => undefined);
  const component = find(request.getType());
  if (!component) throw new Error(`goldenimage has no component '${request.getType()}'`);
  return inTurn(() =>
    failingOnRejections(() => inRun(request, engineAddress, () => constructed(begin(component, request)))),
  );
}

/** Nothing is registered before all that can be known to be wrong has been told, step by step. */
async function constructed(construction: Construction): Promise<proto.ConstructResponse> {
  const { pulumi, type, name, urn, inputs, options, invoke } = construction;
  const { location, args, plan, answers } = await checkedTogether(() => checkAll(construction));
  const transformations = await takingUp(
    pulumi,
    construction.monitor,
    { urn, name, children: plan.children },
    invoke,
  );
  const all = { ...options, transformations: [...transformations, ...hidingTags(inputs)] };
  const { PlannedComponent } = require("./planned-component") as typeof import("./planned-component");
  const resource = new PlannedComponent(type, name, args, plan, answers, all);
  warn(construction, location, resource);
  const response = await answer(construction, resource);
  await registrationsEnded();
  const { confirm } = require("./confirm") as typeof import("./confirm");
  await confirm(resource.confirming);
  return response;
}

/** All that can be known to be wrong, and what was found out on the way. */
async function checkAll(construction: Construction): Promise<Checked> {
  const { component, request, type, name, inputs, invoke } = construction;
  const { location, problems } = await locate(type, inputs.region, providerRegion(request));
  refuse(name, [...problems, ...(await writtenProblems(construction, location))]);
  const args = argsOf(construction);
  const plan = component.plan(name, args, whereOf(construction.pulumi, location, args.region));
  refuse(name, await plannedProblems(construction, plan.children, location));
  const { answers, wrong } = await ask(construction.pulumi, component, plan, {
    invoke,
    run: construction.monitor,
    providerRegion: location.providerRegion,
  });
  if (wrong.length > 0) throw new Error(notValid(name, wrong));
  return { location, args, plan, answers };
}

interface Checked {
  location: Location;
  args: Pulumi.Inputs;
  plan: Plan<object>;
  answers: Answers;
}

/** A component on its way: who it is, what the user wrote, and how it asks. */
interface Construction {
  component: AnyComponent;
  request: proto.ConstructRequest;
  pulumi: typeof Pulumi;
  type: string;
  name: string;
  urn: string;
  /** The address of the engine's monitor, which each preview and each update has of its own. */
  monitor: string;
  inputs: Values;
  options: ComponentOptions;
  invoke: Pulumi.InvokeOptions;
}

function begin(component: AnyComponent, request: proto.ConstructRequest): Construction {
  const pulumi = require("@pulumi/pulumi") as typeof import("@pulumi/pulumi");
  const type = request.getType();
  const name = request.getName();
  const options = toOptions(pulumi, request);
  const place = { stack: request.getStack(), project: request.getProject(), parent: request.getParent() };
  return {
    component,
    request,
    pulumi,
    type,
    name,
    urn: componentUrn(place, type, name),
    monitor: request.getMonitorendpoint(),
    inputs: decodeValues(request.getInputs()?.toJavaScript() ?? {}),
    options,
    invoke: invokeOptions(request),
  };
}

function refuse(name: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Error(describeProblems(name, problems));
}

async function writtenProblems(construction: Construction, location: Location): Promise<Problem[]> {
  const { component, type, name, inputs, pulumi, request } = construction;
  const version = await awsVersion(construction);
  const newer = component.needsNewerAws?.(inputs);
  const old = newer === undefined ? tooOld(version) : undefined;
  // At once: whatever fails from here on may be because of that.
  if (old !== undefined && request.getDryrun()) void pulumi.log.warn(`${name}: ${old}`);
  return [
    ...checkWritten(type, inputs, (written) => component.rules(written, name, location)),
    ...needsNewer(version, newer),
  ];
}

async function awsVersion({ request }: Construction): Promise<string | undefined> {
  const aws = request.getProvidersMap().get("aws");
  return aws && providerVersion(monitor(), aws);
}

function argsOf({ pulumi, type, request, inputs }: Construction): Pulumi.Inputs {
  const dependencies = request.getInputdependenciesMap();
  const dependenciesOf = (property: string) => dependencies.get(property)?.getUrnsList() ?? [];
  return toInputs(pulumi, type, inputs, dependenciesOf);
}

const plannedProblems = (
  construction: Construction,
  planned: readonly Child[],
  location: Location,
): Promise<Problem[]> =>
  checkPlanned(construction.pulumi, construction.name, planned, (settled) =>
    namesInUse(construction, settled, location),
  );

/** What is wrong with names: another component of the program has one, or in preview something that is there. */
async function namesInUse(
  { pulumi, request, monitor, urn, name, invoke }: Construction,
  children: readonly KnownChild[],
  { region }: Location,
): Promise<Problem[]> {
  // Those of another provider may be of another account, and what is there twice AWS tells.
  const claimed = claimNames(runOf(request), urn, claimsOf(children, region));
  if (!request.getDryrun()) return claimed;
  const state = await stackState(pulumi, monitor);
  return [...claimed, ...(await takenNames({ urn, name, children, region }, state, invoke))];
}

function warn(
  { pulumi, component, request, inputs, name }: Construction,
  location: Location,
  resource: PlannedComponent,
): void {
  if (!request.getDryrun()) return;
  for (const ignored of ignoredOptions(request)) void pulumi.log.warn(`${name}: ${ignored}`, resource);
  for (const problem of component.warnings?.(inputs, name, location) ?? []) {
    void pulumi.log.warn(describeProblem(problem), resource);
  }
}

async function answer(
  { pulumi, type, name }: Construction,
  resource: PlannedComponent,
): Promise<proto.ConstructResponse> {
  const rpc = require("@pulumi/pulumi/runtime/rpc") as typeof import("@pulumi/pulumi/runtime/rpc");
  const response = new proto.ConstructResponse();
  response.setUrn(await promiseOf(pulumi.output(resource.urn)));
  const [serialized, dependencies] = await rpc.serializeResourceProperties(
    `construct(${type}, ${name})`,
    resource.outputs,
  );
  response.setState(Struct.fromJavaScript(serialized));
  for (const [key, resources] of dependencies) {
    const urns = await Promise.all([...resources].map((dependency) => promiseOf(dependency.urn)));
    response
      .getStatedependenciesMap()
      .set(key, new proto.ConstructResponse.PropertyDependencies().setUrnsList(urns));
  }
  return response;
}
