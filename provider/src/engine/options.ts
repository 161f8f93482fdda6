// The resource options that the engine hands over, as a component takes them.

import type * as proto from "@pulumi/pulumi/proto/provider_pb";
import type * as Pulumi from "@pulumi/pulumi";
import { providerOf } from "./runtime";

export function toOptions(
  pulumi: typeof Pulumi,
  request: proto.ConstructRequest,
): Pulumi.ComponentResourceOptions {
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

/** How AWS is asked: by the provider that makes the component's resources. */
export function invokeOptions(request: proto.ConstructRequest): Pulumi.InvokeOptions {
  const aws = request.getProvidersMap().get("aws");
  return aws === undefined ? {} : { provider: providerOf(aws) };
}
