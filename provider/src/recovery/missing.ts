// Which children an update before this one may have made without Pulumi's knowing. Pure.

import type { Child } from "../plan/child";
import { importIds, ownershipChild } from "../plan/ownership";
import type { Values } from "../protocol/values";
import type { StackState } from "./stack-state";
import { versionsIn } from "./versions";

export interface Missing {
  child: Child;
  /** The ARN of one that Pulumi does know, and that this one replaces. */
  replaces: string | undefined;
  /** The version that it has if it is there. */
  version: string | undefined;
}

export interface Gaps {
  /** The value that tells the component's resources from all others. */
  ownership: string;
  missing: Missing[];
  /** The name of a child's resource in the stack. */
  resourceName(key: string): string;
  /** An output of a child that Pulumi knows. */
  known(key: string, output: string): string | undefined;
}

/** Undefined for a component that is new: nothing of it can have been lost. */
export function gapsOf(
  componentUrn: string,
  componentName: string,
  children: readonly Child[],
  state: StackState,
): Gaps | undefined {
  const resourceName = (key: string): string => `${componentName}-${key}`;
  const stateOf = (child: Pick<Child, "key" | "type"> | undefined): Values | undefined =>
    child && state.get(childUrn(componentUrn, child.type, resourceName(child.key)));
  const ownership = textOf(stateOf(ownershipChild)?.value);
  if (ownership === undefined) return undefined;
  const versions = versionsIn(children, stateOf);
  const missing = children.flatMap((child): Missing[] => {
    if (importIds[child.type] === undefined) return [];
    const existing = stateOf(child);
    // A version is counted before there is something that has it: one that has gone ahead may have been followed.
    const version = versions.of(child);
    if (existing !== undefined && (version === undefined || existing.version === version)) return [];
    return versions.isOld(child) ? [] : [{ child, replaces: textOf(existing?.arn), version }];
  });
  const known = (key: string, output: string): string | undefined =>
    textOf(stateOf(children.find((child) => child.key === key))?.[output]);
  return { ownership, missing, resourceName, known };
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

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

function childUrn(urn: string, type: string, name: string): string {
  const [stack, project, parentType] = urn.split("::");
  return `${stack}::${project}::${parentType}$${type}::${name}`;
}
