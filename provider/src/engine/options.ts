// The resource options that the engine hands over, as a component takes them.

import type * as proto from "@pulumi/pulumi/proto/provider_pb";
import type * as Pulumi from "@pulumi/pulumi";
import { hooksOf, providerOf, triggerOf } from "./runtime";

/** The SDK's types leave out what only some languages can set on a component. */
export type ComponentOptions = Pulumi.ComponentResourceOptions &
  Pick<Pulumi.CustomResourceOptions, "additionalSecretOutputs">;

export function toOptions(pulumi: typeof Pulumi, request: proto.ConstructRequest): ComponentOptions {
  const dependency = (urn: string): Pulumi.Resource => new pulumi.DependencyResource(urn);
  return {
    parent: request.getParent() === "" ? undefined : dependency(request.getParent()),
    dependsOn: request.getDependenciesList().map(dependency),
    aliases: request.getAliasesList().map((alias) => toAlias(pulumi, alias)),
    protect: request.getProtect(),
    providers: Object.fromEntries(
      [...request.getProvidersMap().entries()].map(([name, reference]) => [name, providerOf(reference)]),
    ),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    retainOnDelete: request.getRetainondelete(),
    customTimeouts: request.getCustomtimeouts()?.toObject(),
    deletedWith: request.getDeletedwith() === "" ? undefined : dependency(request.getDeletedwith()),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    hooks: hooksOf(request),
    replaceWith: request.getReplaceWithList().map(dependency),
    replacementTrigger: triggerOf(request),
  };
}

/** What to tell the user of an option that a component can't carry out. */
export function ignoredOptions(request: proto.ConstructRequest): string[] {
  if (!request.hasDeletebeforereplace()) return [];
  return [
    "the option deleteBeforeReplace has no effect on a component, which exists in the state only. " +
      "Use transforms to set it on one of the component's resources.",
  ];
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

/** How AWS is asked: by the provider that makes the component's resources. */
export function invokeOptions(request: proto.ConstructRequest): Pulumi.InvokeOptions {
  const aws = request.getProvidersMap().get("aws");
  return aws === undefined ? {} : { provider: providerOf(aws) };
}
