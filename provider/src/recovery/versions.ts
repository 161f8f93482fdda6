// The versions that were counted before this update, and which of them it will not use. Pure.

import { Digest, Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { digest } from "../plan/digest";
import { isPlainObject } from "../protocol/values";
import type { Values } from "../protocol/values";

export interface Versions {
  of(child: Child): string | undefined;
  /** Whether the program has other content by now, which gets the next version. */
  isOld(child: Child): boolean;
}

export function versionsIn(
  children: readonly Child[],
  stateOf: (child: Child | undefined) => Values | undefined,
): Versions {
  const byKey = new Map(children.map((child) => [child.key, child]));
  const counterOf = ({ key }: Child): Child | undefined => byKey.get(`${key}-version`);
  const isOld = (child: Child): boolean => {
    const counter = counterOf(child);
    const content = counter?.args.content;
    if (!(content instanceof Digest)) return false;
    const parts = [...partsOf(content.content)];
    const others = parts.flatMap((part) => (part instanceof Ref ? (byKey.get(part.key) ?? []) : []));
    if (others.some(isOld)) return true;
    // What isn't known yet may well be as before.
    const isKnown = parts.every((part) => typeof part !== "object");
    return isKnown && digest(content.content) !== stateOf(counter)?.content;
  };
  return {
    of(child) {
      const version = stateOf(counterOf(child))?.version;
      return child.versioned && typeof version === "string" ? version : undefined;
    },
    isOld,
  };
}

function* partsOf(value: unknown): Generator {
  if (Array.isArray(value) || isPlainObject(value)) {
    for (const part of Object.values(value)) yield* partsOf(part);
  } else {
    yield value;
  }
}
