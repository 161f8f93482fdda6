// Registers a plan: resolves references between its children and gives them their options.

import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { isPlainObject } from "../protocol/values";
import { pluginDownloadURL, version } from "../package";
import { Digest, Ref } from "./child";
import type { Child, ChildType } from "./child";

type ResourceClass = new (
  name: string,
  args: never,
  options: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

// Each class is loaded when it is first used: @pulumi/aws as a whole is large.
const classes: Record<ChildType, () => ResourceClass> = {
  "aws:cloudwatch/logGroup:LogGroup": () => require("@pulumi/aws/cloudwatch/logGroup").LogGroup,
  "aws:iam/instanceProfile:InstanceProfile": () => require("@pulumi/aws/iam/instanceProfile").InstanceProfile,
  "aws:iam/role:Role": () => require("@pulumi/aws/iam/role").Role,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": () =>
    require("@pulumi/aws/iam/rolePolicyAttachment").RolePolicyAttachment,
  "aws:imagebuilder/component:Component": () => require("@pulumi/aws/imagebuilder/component").Component,
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": () =>
    require("@pulumi/aws/imagebuilder/distributionConfiguration").DistributionConfiguration,
  "aws:imagebuilder/imagePipeline:ImagePipeline": () =>
    require("@pulumi/aws/imagebuilder/imagePipeline").ImagePipeline,
  "aws:imagebuilder/imageRecipe:ImageRecipe": () =>
    require("@pulumi/aws/imagebuilder/imageRecipe").ImageRecipe,
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": () =>
    require("@pulumi/aws/imagebuilder/infrastructureConfiguration").InfrastructureConfiguration,
  "goldenimage:index:ContentVersion": () => ContentVersion,
};

class ContentVersion extends pulumi.CustomResource {
  constructor(name: string, args: pulumi.Inputs, options: pulumi.CustomResourceOptions) {
    super(
      "goldenimage:index:ContentVersion",
      name,
      { ...args, version: undefined },
      { ...options, version, pluginDownloadURL },
    );
  }
}

/** Registers the children in order and returns how to read their outputs. */
export function register(
  parent: pulumi.ComponentResource,
  parentName: string,
  children: readonly Child[],
): <T>(ref: Ref) => pulumi.Output<T> {
  const resources = new Map<string, pulumi.CustomResource>();

  const read = <T>(ref: Ref): pulumi.Output<T> => {
    const resource = resources.get(ref.key);
    if (!resource) throw new Error(`the plan uses '${ref.key}' before it makes it`);
    return (resource as unknown as Record<string, pulumi.Output<T>>)[ref.property] as pulumi.Output<T>;
  };

  const resolve = (value: unknown): unknown => {
    if (value instanceof Ref) return read(value);
    if (value instanceof Digest)
      return (pulumi.output(resolve(value.content)) as pulumi.Output<unknown>).apply(digest);
    if (Array.isArray(value)) return value.map(resolve);
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
  };

  for (const child of children) {
    const Class = classes[child.type]();
    const options: pulumi.CustomResourceOptions = {
      parent,
      dependsOn: (child.after ?? []).flatMap((key) => resources.get(key) ?? []),
    };
    // The bridge deletes a resource with an explicit name before it replaces it, and AWS refuses to delete what is
    // in use. `protect` would be inherited, and stop the replacement by which every change of content is made.
    if (child.versioned) Object.assign(options, { deleteBeforeReplace: false, protect: false });
    resources.set(child.key, new Class(`${parentName}-${child.key}`, resolve(child.args) as never, options));
  }
  return read;
}

/** SHA-256 over JSON with sorted keys: the order in which somebody wrote an object is not its content. */
export function digest(content: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(content)))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
