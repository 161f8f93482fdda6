// Which other children a value of a plan comes from.

import { isPlainObject } from "../protocol/values";
import type { Child } from "./child";
import { Asked, Derived, Interpolated, Merged, Ref } from "./deferred";
import { Given, Policy } from "./policy";

/** The keys of all references in a value. */
export function refsIn(value: unknown): string[] {
  if (value instanceof Ref) return [value.key];
  if (value instanceof Derived) return value.from.flatMap(refsIn);
  if (value instanceof Asked) return value.about.flatMap(refsIn);
  if (value instanceof Interpolated || value instanceof Merged) return value.parts.flatMap(refsIn);
  if (value instanceof Policy) return value.statements.flatMap(refsIn);
  if (value instanceof Given) return refsIn(value.value);
  if (Array.isArray(value)) return value.flatMap(refsIn);
  return isPlainObject(value) ? Object.values(value).flatMap(refsIn) : [];
}

export const dependenciesOf = ({ args, after = [] }: Child): string[] => [...refsIn(args), ...after];

/** The same children, each after all that it depends on, and otherwise as they were. */
export function inOrder(children: readonly Child[]): Child[] {
  const left = new Map(children.map((child) => [child.key, child]));
  const ordered: Child[] = [];
  const take = (child: Child): void => {
    if (!left.delete(child.key)) return;
    for (const key of dependenciesOf(child)) {
      const dependency = left.get(key);
      if (dependency !== undefined) take(dependency);
    }
    ordered.push(child);
  };
  for (const child of children) take(child);
  return ordered;
}
