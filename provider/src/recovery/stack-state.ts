// What Pulumi knows of the stack as it was before this update.

import type * as Pulumi from "@pulumi/pulumi";
import { isPlainObject } from "../protocol/values";
import type { Values } from "../protocol/values";

/** Outputs by URN, of this package's own resources and of AWS's: nobody else's are kept. */
export type StackState = ReadonlyMap<string, Values>;

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
  const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  try {
    const { outputs } = (await pulumi.runtime.invoke(readStack, { stackName })) as { outputs: Values };
    return new Map(
      Object.entries(outputs).flatMap(([urn, resource]): [string, Values][] =>
        isPlainObject(resource) && ours.test(String(resource.type)) && isPlainObject(resource.outputs)
          ? [[urn, resource.outputs]]
          : [],
      ),
    );
  } catch {
    return new Map();
  }
}
