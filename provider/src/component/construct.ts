// Constructs a component for the engine: checks what the user wrote, and only then lets resources be registered.
//
// This file and settle.ts alone lean on internals of the Node SDK (the local store of a run and its options, and the
// parts of Outputs), as the SDK's own server does; the version is pinned, and the engine's tests show what depends on it.

import pLimit from "p-limit";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type * as Pulumi from "@pulumi/pulumi";
import type { Problem } from "../contract/check";
import { textOf } from "../documents/rules";
import type { Child } from "../plan/child";
import { componentUrn } from "../recovery/missing";
import { takingUp } from "../recovery/take-up";
import { Archive, Asset, Lifted, decode, isPlainObject } from "../protocol/values";
import type { Values } from "../protocol/values";
import { providerVersion, tooOld } from "./aws-version";
import type { Monitor } from "./aws-version";
import { checkPlanned, checkWritten } from "./checks";
import { outsideOfPartition } from "./partition";
import { describeProblems, notValid } from "./problems";
import { failingOnRejections } from "./rejections";

export interface ComponentType {
  /** What only several inputs together, or the world outside, can show to be wrong. */
  rules(inputs: Values, resourceName: string): Problem[];
  /** What is taken, and yet is probably not meant. It is told in preview. */
  warnings?(inputs: Values, resourceName: string): Problem[];
  /** Whether the text at a path of the inputs decides what exists, so that it must be plain; `[]` is a list's item. */
  decides?(path: string): boolean;
  /** What it would create, as far as that is known before anything of it is registered. */
  plan(name: string, args: Pulumi.Inputs): Child[];
  /** The path of an input that only newer versions of the `aws` provider can do, where it is given. */
  needsNewerAws?(inputs: Values): string | undefined;
  /**
   * What it must ask of AWS first. A failure here is told like a mistake; one of a resource's input would end us. All
   * components of a program are constructed in one `run`.
   */
  lookUps?(name: string, args: Pulumi.Inputs, options: Pulumi.InvokeOptions, run: string): Promise<unknown>;
  create(
    name: string,
    args: Pulumi.Inputs,
    options: Pulumi.ComponentResourceOptions,
    lookedUp: unknown,
  ): Pulumi.ComponentResource & { outputs(): Pulumi.Inputs };
}

// What the SDK marks as internal, and so leaves out of its types.
type RuntimeState = { withLocalStorage<T>(run: () => Promise<T>): Promise<T> };
type RuntimeSettings = typeof import("@pulumi/pulumi/runtime/settings") & {
  awaitFeatureSupport(): Promise<void>;
  waitForRPCs(): Promise<void>;
  getMonitor(): Monitor | undefined;
};

/** The engine asks for all components of a stack at once. Each takes memory until its last child is registered. */
const inTurn = pLimit(8);

export async function construct(
  types: Record<string, ComponentType>,
  request: proto.ConstructRequest,
  engineAddress: string,
): Promise<proto.ConstructResponse> {
  const type = request.getType();
  const component = types[type];
  if (!component) throw new Error(`goldenimage has no component '${type}'`);

  const inputs = decode(request.getInputs()?.toJavaScript() ?? {}) as Values;
  const problems = checkWritten(type, inputs, (written) => component.rules(written, request.getName()));
  if (problems.length > 0) throw new Error(describeProblems(request.getName(), problems));

  const pulumi = require("@pulumi/pulumi") as typeof Pulumi;
  const state = require("@pulumi/pulumi/runtime/state") as RuntimeState;
  const settings = require("@pulumi/pulumi/runtime/settings") as RuntimeSettings;
  const config = require("@pulumi/pulumi/runtime/config") as typeof import("@pulumi/pulumi/runtime/config");
  const rpc = require("@pulumi/pulumi/runtime/rpc") as typeof import("@pulumi/pulumi/runtime/rpc");

  const run = (): Promise<proto.ConstructResponse> =>
    state.withLocalStorage(async () => {
      settings.resetOptions(
        request.getProject(),
        request.getStack(),
        request.getParallel(),
        engineAddress,
        request.getMonitorendpoint(),
        request.getDryrun(),
        request.getOrganization(),
      );
      await settings.awaitFeatureSupport();
      config.setAllConfig(
        Object.fromEntries(request.getConfigMap().entries()),
        request.getConfigsecretkeysList(),
      );

      const propertyDependencies = request.getInputdependenciesMap();
      const args = Object.fromEntries(
        Object.entries(inputs).map(([key, value]) => [
          key,
          toInput(pulumi, value, {
            dependencies: ofTheWhole(propertyDependencies.get(key)?.getUrnsList() ?? [], value),
            path: key,
            decides: component.decides,
          }),
        ]),
      );
      const planned = component.plan(request.getName(), args);
      const refused = await checkPlanned(pulumi, request.getName(), planned);
      if (refused.length > 0) throw new Error(describeProblems(request.getName(), refused));
      const options = toOptions(pulumi, request);
      const newer = component.needsNewerAws?.(inputs);
      const aws = request.getProvidersMap().get("aws");
      const old = aws && tooOld(await providerVersion(settings.getMonitor(), aws), newer);
      if (old && newer !== undefined) throw new Error(notValid(request.getName(), [old]));
      if (old && request.getDryrun()) void pulumi.log.warn(`${request.getName()}: ${old}`);
      const outside = await outsideOfPartition(inputs, invokeOptions(options));
      if (outside.length > 0) throw new Error(describeProblems(request.getName(), outside));
      const lookedUp = await lookUps(component, request, args, options);
      const place = {
        stack: request.getStack(),
        project: request.getProject(),
        parent: request.getParent(),
      };
      options.transformations = await takingUp(
        pulumi,
        request.getMonitorendpoint(),
        {
          urn: componentUrn(place, type, request.getName()),
          name: request.getName(),
          children: planned,
        },
        invokeOptions(options),
      );
      const resource = component.create(request.getName(), args, options, lookedUp);
      if (request.getDryrun()) {
        for (const { path, message } of component.warnings?.(inputs, request.getName()) ?? []) {
          void pulumi.log.warn(`${path}: ${message}`, resource);
        }
      }

      const response = new proto.ConstructResponse();
      response.setUrn(await outputPromise(pulumi.output(resource.urn)));
      const [serialized, dependencies] = await rpc.serializeResourceProperties(
        `construct(${type}, ${request.getName()})`,
        resource.outputs(),
      );
      response.setState(Struct.fromJavaScript(serialized));
      for (const [key, resources] of dependencies) {
        const urns = await Promise.all([...resources].map((dependency) => outputPromise(dependency.urn)));
        response
          .getStatedependenciesMap()
          .set(key, new proto.ConstructResponse.PropertyDependencies().setUrnsList(urns));
      }
      await settings.waitForRPCs();
      return response;
    });
  return inTurn(() => failingOnRejections(run));
}

async function lookUps(
  component: ComponentType,
  request: proto.ConstructRequest,
  args: Pulumi.Inputs,
  options: Pulumi.ComponentResourceOptions,
): Promise<unknown> {
  const name = request.getName();
  try {
    return await component.lookUps?.(name, args, invokeOptions(options), request.getMonitorendpoint());
  } catch (error) {
    const all: unknown[] = error instanceof AggregateError ? error.errors : [error];
    const reasons = all.map((each) => (each instanceof Error ? each.message : String(each)));
    throw new Error(notValid(name, reasons), { cause: error });
  }
}

function invokeOptions({ providers }: Pulumi.ComponentResourceOptions): Pulumi.InvokeOptions {
  const { aws } = providers as Record<string, Pulumi.ProviderResource>;
  return { provider: aws };
}

/**
 * The dependencies of a property that none of its parts has already: then all of it has them. The engine lists those of
 * the parts once more for the whole.
 */
export function ofTheWhole(dependencies: readonly string[], value: unknown): readonly string[] {
  const own = new Set(dependenciesIn(value));
  return dependencies.every((dependency) => own.has(dependency)) ? [] : dependencies;
}

function dependenciesIn(value: unknown): readonly string[] {
  if (value instanceof Lifted) return [...value.dependencies, ...dependenciesIn(value.value)];
  if (Array.isArray(value)) return value.flatMap(dependenciesIn);
  return isPlainObject(value) ? Object.values(value).flatMap(dependenciesIn) : [];
}

/** What is known of a value from where it is. */
interface About {
  dependencies: readonly string[];
  secret: boolean;
  path: string;
  decides: ComponentType["decides"];
}

const nothing: About = { dependencies: [], secret: false, path: "", decides: undefined };

/**
 * A decoded value as the component takes it. Objects and lists stay plain, and what is secret or depends on a resource
 * is so in each of its parts: a list that an Output held still tells how many items it has.
 */
export function toInput(pulumi: typeof Pulumi, value: unknown, known: Partial<About> = {}): unknown {
  const about = { ...nothing, ...known };
  const { dependencies, secret, path, decides } = about;
  if (value instanceof Lifted) {
    const all = [...new Set([...dependencies, ...value.dependencies])];
    if (!value.known) return output(pulumi, undefined, false, secret || value.secret, all);
    return toInput(pulumi, value.value, { ...about, dependencies: all, secret: secret || value.secret });
  }
  if (Array.isArray(value)) {
    return value.map((item) => toInput(pulumi, item, { ...about, path: `${path}[]` }));
  }
  if (isPlainObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        toInput(pulumi, inner, { ...about, path: path === "" ? key : `${path}.${key}` }),
      ]),
    );
  }
  if (value instanceof Archive) throw new Error("an archive is not a document");
  if (value instanceof Asset) {
    // Text is text, wherever it comes from: so a plan can look into it.
    const text = value.kind === "path" ? textOf(value.content) : value.content;
    if (value.kind !== "uri" && text !== undefined) return toInput(pulumi, text, about);
    return value.kind === "path"
      ? new pulumi.asset.FileAsset(value.content)
      : new pulumi.asset.RemoteAsset(value.content);
  }
  // What decides about resources is nothing to hide or to wait for: the rules have refused what is secret or unknown.
  if (typeof value === "boolean" || decides?.(path)) return value;
  return dependencies.length > 0 || secret ? output(pulumi, value, true, secret, dependencies) : value;
}

function output(
  pulumi: typeof Pulumi,
  value: unknown,
  known: boolean,
  secret: boolean,
  dependencies: readonly string[],
): unknown {
  // The public constructor of Output takes only values; its parts are what the SDK's server hands over, too.
  const Output = pulumi.Output as unknown as new (...parts: unknown[]) => unknown;
  return new Output(
    dependencies.map((urn) => new pulumi.DependencyResource(urn)),
    Promise.resolve(value),
    Promise.resolve(known),
    Promise.resolve(secret),
    Promise.resolve([]),
  );
}

function toOptions(pulumi: typeof Pulumi, request: proto.ConstructRequest): Pulumi.ComponentResourceOptions {
  const dependency = (urn: string): Pulumi.Resource => new pulumi.DependencyResource(urn);
  const { DependencyProviderResource } = require("@pulumi/pulumi/resource") as {
    DependencyProviderResource: new (reference: string) => Pulumi.ProviderResource;
  };
  return {
    parent: request.getParent() === "" ? undefined : dependency(request.getParent()),
    dependsOn: request.getDependenciesList().map(dependency),
    aliases: request.getAliasesList().map((alias) => toAlias(pulumi, alias)),
    protect: request.getProtect(),
    providers: Object.fromEntries(
      [...request.getProvidersMap().entries()].map(([name, reference]) => [
        name,
        new DependencyProviderResource(reference),
      ]),
    ),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    retainOnDelete: request.getRetainondelete(),
    customTimeouts: request.getCustomtimeouts()?.toObject(),
    deletedWith: request.getDeletedwith() === "" ? undefined : dependency(request.getDeletedwith()),
  };
}

function toAlias(
  pulumi: typeof Pulumi,
  alias: ReturnType<proto.ConstructRequest["getAliasesList"]>[number],
): Pulumi.Alias | string {
  const spec = alias.getSpec();
  if (!spec) return alias.getUrn();
  return {
    ...(spec.getName() && { name: spec.getName() }),
    ...(spec.getProject() && { project: spec.getProject() }),
    ...(spec.getStack() && { stack: spec.getStack() }),
    ...(spec.getType() && { type: spec.getType() }),
    ...(spec.getParenturn() && { parent: spec.getParenturn() }),
    ...(spec.getNoparent() && { parent: pulumi.rootStackResource }),
  };
}

function outputPromise<T>(value: Pulumi.Output<T>): Promise<T> {
  return (value as unknown as { promise(): Promise<T> }).promise();
}
