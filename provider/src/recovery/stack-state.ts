// What Pulumi knows of the stack as it was before this update.

import type * as Pulumi from "@pulumi/pulumi";
import { isPlainObject } from "../protocol/values";
import type { Values } from "../protocol/values";

/** What is kept of a resource's outputs: the others may be many, and secret. */
export interface KnownOutputs {
  arn?: string;
  keys?: readonly string[];
  value?: string;
  version?: string;
}

const kept = ["arn", "keys", "value", "version"];

/** By URN. */
export type StackState = ReadonlyMap<string, KnownOutputs>;

/**
 * The engine has this function for those who read other stacks; a stack may read itself, too. Where it can't be asked,
 * nothing is known, and what is lost stays so.
 */
const readStack = "pulumi:pulumi:readStackResourceOutputs";

const ours = /^(?:aws|goldenimage):/;

let last: { monitor: string; state: Promise<StackState> } | undefined;

/** It is read once for all components of an update, whose monitor has an address of its own. */
export function stackState(pulumi: typeof Pulumi, monitor: string): Promise<StackState> {
  if (last?.monitor !== monitor) last = { monitor, state: read(pulumi) };
  return last.state;
}

async function read(pulumi: typeof Pulumi): Promise<StackState> {
  try {
    const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    const { outputs } = (await pulumi.runtime.invoke(readStack, { stackName })) as { outputs: Values };
    return new Map(
      Object.entries(outputs).flatMap(([urn, resource]): [string, KnownOutputs][] =>
        isPlainObject(resource) && ours.test(String(resource.type)) && isPlainObject(resource.outputs)
          ? [[urn, knownOf(resource.outputs)]]
          : [],
      ),
    );
  } catch {
    return new Map();
  }
}

const knownOf = (outputs: Values): KnownOutputs => Object.fromEntries(kept.map((key) => [key, outputs[key]]));
