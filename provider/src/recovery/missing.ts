// Which children an update before this one may have made without Pulumi's knowing. Pure.

import { versionKey } from "../plan/child";
import type { Child } from "../plan/child";
import { importIds, ownershipChild } from "../plan/ownership";
import type { KnownOutputs, StackState } from "./stack-state";

export interface Missing {
  child: Child;
  /** The version that it has if it is there. */
  version?: string;
}

export interface Gaps {
  /** The value that tells the component's resources from all others. */
  ownership: string;
  missing: Missing[];
  /** The name of a child's resource in the stack. */
  resourceName(key: string): string;
  /** The ARN of a child that Pulumi knows. */
  knownArn(key: string): string | undefined;
}

/**
 * What an earlier update was about to make, and Pulumi doesn't know. Undefined for a component that is new: nothing of it
 * can have been lost. What is new in a component was not lost either, even if AWS still tells of one that was deleted.
 */
export function gapsOf(
  componentUrn: string,
  componentName: string,
  children: readonly Child[],
  state: StackState,
): Gaps | undefined {
  const resourceName = (key: string): string => `${componentName}-${key}`;
  const stateOf = ({ key, type }: Pick<Child, "key" | "type">): KnownOutputs | undefined =>
    state.get(childUrn(componentUrn, type, resourceName(key)));
  const { value: ownership, keys = [] } = stateOf(ownershipChild) ?? {};
  if (ownership === undefined) return undefined;
  const missing = children.flatMap((child): Missing[] => {
    if (importIds[child.type] === undefined) return [];
    const existing = stateOf(child);
    if (!child.versioned) return existing === undefined && keys.includes(child.key) ? [{ child }] : [];
    // A version is counted before there is something that has it: one that has gone ahead may have been followed.
    const counter = stateOf({ key: versionKey(child.key), type: "goldenimage:index:ContentVersion" });
    const version = counter?.version;
    return version === undefined || existing?.version === version ? [] : [{ child, version }];
  });
  return {
    ownership,
    missing,
    resourceName,
    knownArn(key) {
      const child = children.find((each) => each.key === key);
      return child && stateOf(child)?.arn;
    },
  };
}

/** The URN of a component, of which the engine tells only the parent's. */
export function componentUrn(
  { stack, project, parent }: { stack: string; project: string; parent: string },
  type: string,
  name: string,
): string {
  const parentType = parent.split("::")[2] ?? "";
  const qualified = ["", "pulumi:pulumi:Stack"].includes(parentType) ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

export function childUrn(urn: string, type: string, name: string): string {
  const [stack, project, parentType] = urn.split("::");
  return `${stack}::${project}::${parentType}$${type}::${name}`;
}
