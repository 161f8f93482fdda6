// Which children an update before this one may have made without Pulumi's knowing. Pure.

import { versionKey } from "../../plan/child";
import type { Child } from "../../plan/child";
import { importIds, ownershipChild } from "../ownership";
import type { KnownOutputs, StackState } from "./stack-state";

export interface Gaps {
  /** The value that tells the component's resources from all others. */
  ownership: string;
  missing: Child[];
  /** Versions that were counted, and that Pulumi has nothing of: by the keys of the children that have them. */
  spent: ReadonlyMap<string, string>;
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
  // A golden image that turns into a container image has another type of recipe, and had none of it that could be lost.
  const hadOtherType = ({ key }: Child): boolean =>
    [...state.keys()].some((urn) => isChildUrn(urn, componentUrn, resourceName(key)));
  const { value: ownership, keys } = stateOf(ownershipChild) ?? {};
  if (ownership === undefined) return undefined;
  const missing: Child[] = [];
  const spent = new Map<string, string>();
  for (const child of children.filter(({ type }) => importIds[type] !== undefined)) {
    const existing = stateOf(child);
    if (child.versioned) {
      // A version is counted before there is something that has it: one that has gone ahead may have been followed.
      const counter = stateOf({ key: versionKey(child.key), type: "goldenimage:index:ContentVersion" });
      const version = counter?.version;
      const isNew = existing === undefined && hadOtherType(child);
      if (version !== undefined && existing?.version !== version && !isNew) spent.set(child.key, version);
    } else if (existing === undefined && (keys === undefined || keys.includes(child.key))) {
      // An ownership that was imported has no list: all of the component may be there.
      missing.push(child);
    }
  }
  return {
    ownership,
    missing,
    spent,
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

const isChildUrn = (urn: string, parentUrn: string, name: string): boolean => {
  const [, , type = ""] = urn.split("::");
  return urn === childUrn(parentUrn, type.split("$").at(-1) ?? "", name);
};
