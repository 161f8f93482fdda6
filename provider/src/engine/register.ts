// Registers a plan: resolves references between its children and gives them their options.

import { randomBytes } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { regionOf } from "../aws/region";
import type { Child } from "../plan/child";
import { classes } from "../plan/classes";
import type { Ref } from "../plan/deferred";
import type { Answers } from "./answers";
import { optionsOf } from "./child-options";
import type { Confirming } from "./confirm";
import { confirmations, owned } from "./ownership";
import { resolver } from "./resolve";
import { unknownText } from "./runtime";
import type { Resolve } from "./resolve";

/** `child` has held the arguments of a child against those of its own class. */
type AnyClass = new (
  name: string,
  args: unknown,
  options: pulumi.CustomResourceOptions,
) => pulumi.CustomResource & Readonly<Record<string, pulumi.Output<unknown>>>;

interface Registered {
  /** Resolves what refers to the children. */
  resolve: Resolve;
  /** What is told when all of them are there: nothing in preview. */
  confirming: readonly Confirming[];
}

/** Registers the children in order. */
export function register(
  parent: pulumi.ComponentResource,
  parentName: string,
  children: readonly Child[],
  answers: Answers,
): Registered {
  const resources = new Map<string, InstanceType<AnyClass>>();

  const read = ({ key, property }: Ref): pulumi.Output<unknown> => {
    const output = resources.get(key)?.[property];
    if (output === undefined) throw new Error(`the plan uses '${key}.${property}' before it makes it`);
    return output;
  };
  const resolve = resolver(read, answers);

  const preview = pulumi.runtime.isDryRun();
  const run = randomBytes(8).toString("hex");
  const all = owned(children, {
    parentName,
    region:
      answers.asking.providerRegion ??
      regionOf({ parent }).apply((region) => pulumi.output(region ?? unknownText(pulumi))),
    run: preview ? unknownText(pulumi) : run,
  });
  for (const child of all) {
    // Cast: see AnyClass.
    const Class = classes[child.type]() as unknown as AnyClass;
    const options: pulumi.CustomResourceOptions = {
      ...optionsOf(child),
      parent,
      dependsOn: (child.after ?? []).flatMap((key) => resources.get(key) ?? []),
    };
    resources.set(child.key, new Class(`${parentName}-${child.key}`, resolve(child.args), options));
  }
  if (preview) return { resolve, confirming: [] };
  const confirming = confirmations(all).map(({ key, waitsFor, known }): Confirming => ({
    run,
    resource: resources.get(key),
    made: waitsFor.flatMap((each) => resources.get(each) ?? []),
    known: pulumi.all(known.map(resolve)),
  }));
  return { resolve, confirming };
}
