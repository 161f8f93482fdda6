// Registers a plan: resolves references between its children and gives them their options.

import * as pulumi from "@pulumi/pulumi";
import { isPlainObject } from "../protocol/values";
import { Digest, Interpolated, Merged, Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { classes } from "../plan/classes";
import { digest } from "../plan/digest";
import { optionsOf } from "./child-options";
import { owned } from "./ownership";
import { Given, Policy, policyText } from "../plan/policy";

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
    if (value instanceof Interpolated) {
      return (pulumi.output(value.parts.map(resolve)) as pulumi.Output<unknown[]>).apply(join);
    }
    if (value instanceof Policy) {
      return (pulumi.output(value.statements.map(resolve)) as pulumi.Output<unknown[]>).apply((statements) =>
        policyText(value.kind, statements),
      );
    }
    if (value instanceof Given) {
      return (pulumi.output(resolve(value.value)) as pulumi.Output<string>).apply((text) =>
        value.checked(text),
      );
    }
    if (value instanceof Merged) {
      return (pulumi.output(value.parts.map(resolve)) as pulumi.Output<object[]>).apply((maps) =>
        Object.assign({}, ...maps),
      );
    }
    if (Array.isArray(value)) return value.map(resolve);
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
  };

  for (const child of owned(children)) {
    const Class = classes[child.type]();
    const options: pulumi.CustomResourceOptions = {
      ...optionsOf(child),
      parent,
      dependsOn: (child.after ?? []).flatMap((key) => resources.get(key) ?? []),
    };
    resources.set(child.key, new Class(`${parentName}-${child.key}`, resolve(child.args) as never, options));
  }
  return read;
}

const join = (parts: unknown[]): string =>
  parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join("");
