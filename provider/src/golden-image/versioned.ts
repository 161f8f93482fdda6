// A resource together with the version that its content claims.

import type { ContentVersionInputs } from "../checks/schema/generated/types";
import { ownTagValue } from "../engine/ownership";
import { child, versionKey } from "../plan/child";
import type { Child, ChildType, Made } from "../plan/child";
import { derived } from "../plan/deferred";
import type { Ref } from "../plan/deferred";
import { digest } from "../plan/digest";
import type { Context } from "./args";

interface Counting<Content> {
  key: string;
  kind: ContentVersionInputs["kind"];
  name: string;
  /** What the user wants of the version. Without it, versions are counted on from the highest one. */
  base?: string | undefined;
  content: Content;
  /** What the version counts, where the content itself doesn't tell. */
  counted?: unknown;
}

export interface Versioned<Type extends ChildType> {
  children: Child[];
  made: Made<Type>;
  /** ARNs of versions that Pulumi doesn't know. */
  leftovers: Ref<string[]>;
}

/** `make` makes the resource of the content and the version. */
export function versioned<Content, Type extends ChildType>(
  { region }: Context,
  { key, kind, name, base, content, counted = content }: Counting<Content>,
  make: (identity: { name: string; version: Ref<string> }, content: Content) => Made<Type>,
): Versioned<Type> {
  const counter = child({
    key: versionKey(key),
    type: "goldenimage:index:ContentVersion",
    args: {
      kind,
      name,
      base,
      content: derived([counted], ([all]) => digest(all)),
      region,
      owner: ownTagValue(key),
    },
  });
  const made = make({ name, version: counter.out.version }, content);
  return { children: [counter, { ...made, versioned: true }], made, leftovers: counter.out.leftovers };
}

/**
 * Deletes versions that Pulumi doesn't know, after the pipeline has moved to the ones that it does: until then something
 * may use them.
 */
export const planLeftovers = (arns: readonly Ref<string[]>[], after: string): Child =>
  child({ key: "leftovers", type: "goldenimage:index:Leftovers", args: { arns }, after: [after] });
