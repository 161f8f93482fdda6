// All that leans on internals of Pulumi's Node SDK: the parts of Outputs, and the settings of a run. The SDK's own server
// for components does the same. The SDK's version is pinned, and the tests under the engine show what depends on it.
//
// The SDK is loaded when it is first used, since a plugin that only makes custom resources does without it.

import type * as Pulumi from "@pulumi/pulumi";
import type * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { Monitor } from "./aws-version";

type Sdk = typeof Pulumi;

/** What an Output is made of. */
export interface OutputParts<T> {
  value: T;
  known: boolean;
  secret: boolean;
  /** URNs of the resources that it depends on. */
  dependencies?: readonly string[];
}

type OutputConstructor<T> = new (
  resources: readonly Pulumi.Resource[],
  value: Promise<T>,
  known: Promise<boolean>,
  secret: Promise<boolean>,
  allResources: Promise<readonly Pulumi.Resource[]>,
) => Pulumi.Output<T>;

export function outputOf<T>(
  pulumi: Sdk,
  { value, known, secret, dependencies = [] }: OutputParts<T>,
): Pulumi.Output<T> {
  // Cast: the public constructor of Output takes only values.
  const Output = pulumi.Output as unknown as OutputConstructor<T>;
  return new Output(
    dependencies.map((urn) => new pulumi.DependencyResource(urn)),
    Promise.resolve(value),
    Promise.resolve(known),
    Promise.resolve(secret),
    Promise.resolve([]),
  );
}

/** A text that nobody knows yet. */
export const unknownText = (pulumi: Sdk): Pulumi.Output<string> =>
  outputOf(pulumi, { value: "", known: false, secret: false });

interface OutputInternals<T> {
  promise(): Promise<T>;
  allResources(): Promise<unknown>;
  isKnown: Promise<boolean>;
  isSecret: Promise<boolean>;
}

// Cast: the SDK marks these members as internal, and so leaves them out of its types.
const internals = <T>(output: Pulumi.Output<T>) => output as unknown as OutputInternals<T>;

export const promiseOf = <T>(output: Pulumi.Output<T>): Promise<T> => internals(output).promise();

export async function partsOf<T>(output: Pulumi.Output<T>): Promise<OutputParts<T>> {
  const parts = internals(output);
  // All of them fail where one does, and none may go unheard.
  const [value, known, secret] = await Promise.all([
    parts.promise(),
    parts.isKnown,
    parts.isSecret,
    parts.allResources(),
  ]);
  return { value, known, secret };
}

type Runtime = typeof Pulumi.runtime & {
  awaitFeatureSupport(): Promise<void>;
  waitForRPCs(): Promise<void>;
  getMonitor(): Monitor | undefined;
  hookBindingFromProto(
    binding: proto.ConstructRequest.ResourceHooksBinding | undefined,
  ): Pulumi.ResourceHookBinding | undefined;
};

// Cast: the SDK marks these functions as internal, and so leaves them out of its types.
const runtime = (): Runtime => (require("@pulumi/pulumi") as { runtime: Runtime }).runtime;

/** The engine's monitor in the present run. */
export const monitor = (): Monitor | undefined => runtime().getMonitor();

/** Resolves when all that was registered in the present run is there, or has failed. */
export const registrationsEnded = (): Promise<void> => runtime().waitForRPCs();

interface ResourceInternals {
  stackTrace(skip: number): unknown[];
}

interface Debugging {
  debuggablePromise<T>(promise: Promise<T>, context: unknown): Promise<T>;
}

/**
 * The SDK takes the stack of each registration, for the engine, and of each promise, for a message about those that are
 * left when a program ends. Here they are of this plugin's bundle and tell nobody anything, and take a fifth of its time.
 * It also sends the engine three lines for `pulumi up --debug` on each registration, which the engine's own lines repeat.
 */
function withoutDebugging(): void {
  const { Resource } = require("@pulumi/pulumi/resource") as typeof import("@pulumi/pulumi/resource");
  // Cast: the SDK marks this function as internal, and so leaves it out of its types.
  (Resource as unknown as ResourceInternals).stackTrace = () => [];
  // Cast: the SDK marks this function as internal, and so leaves it out of its types.
  const debugging = require("@pulumi/pulumi/runtime/debuggable") as Debugging;
  debugging.debuggablePromise = (promise) => promise;
  const log = require("@pulumi/pulumi/log") as typeof import("@pulumi/pulumi/log");
  Object.assign(log, { debug: () => Promise.resolve() });
}

interface State {
  withLocalStorage<T>(run: () => Promise<T>): Promise<T>;
}

/** Runs with the SDK's settings of the request, until all that it has registered is there. */
export function inRun<T>(
  request: proto.ConstructRequest,
  engineAddress: string,
  run: () => Promise<T>,
): Promise<T> {
  withoutDebugging();
  // Cast: the SDK marks this function as internal, and so leaves it out of its types.
  const { withLocalStorage } = require("@pulumi/pulumi/runtime/state") as State;
  const { resetOptions, awaitFeatureSupport, waitForRPCs } = runtime();
  const config = require("@pulumi/pulumi/runtime/config") as typeof import("@pulumi/pulumi/runtime/config");
  return withLocalStorage(async () => {
    resetOptions(
      request.getProject(),
      request.getStack(),
      request.getParallel(),
      engineAddress,
      request.getMonitorendpoint(),
      request.getDryrun(),
      request.getOrganization(),
    );
    await awaitFeatureSupport();
    config.setAllConfig(
      Object.fromEntries(request.getConfigMap().entries()),
      request.getConfigsecretkeysList(),
    );
    const result = await run();
    await waitForRPCs();
    return result;
  });
}

interface Resources {
  DependencyProviderResource: new (reference: string) => Pulumi.ProviderResource;
}

/** A provider by its reference, `<urn>::<id>`. */
export function providerOf(reference: string): Pulumi.ProviderResource {
  // Cast: the SDK marks this class as internal, and so leaves it out of its types.
  const { DependencyProviderResource } = require("@pulumi/pulumi/resource") as Resources;
  return new DependencyProviderResource(reference);
}

/** The program's resource hooks, by the names under which it has registered them with the engine. */
export const hooksOf = (request: proto.ConstructRequest): Pulumi.ResourceHookBinding | undefined =>
  runtime().hookBindingFromProto(request.getResourceHooks());

/** The value that replaces the component when it changes. */
export function triggerOf(request: proto.ConstructRequest): unknown {
  const trigger = request.getReplacementTrigger();
  return trigger && runtime().deserializeProperty(trigger.toJavaScript(), true);
}
