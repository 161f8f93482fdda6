// A resource together with the version that its content claims.

import { Digest, Ref, versionKey } from "../plan/child";
import type { Child } from "../plan/child";
import { ownTagValue } from "../engine/ownership";
import type { Context } from "./args";

const counterType = "goldenimage:index:ContentVersion";

interface Versioned {
  key: string;
  kind: "component" | "recipe" | "containerRecipe" | "workflow";
  name: string;
  /** What the user wants of the version. Without it, versions are counted on from the highest one. */
  base?: string;
  type: Child["type"];
  content: Record<string, unknown>;
  origins?: Readonly<Record<string, string>>;
  /** What the version counts, where the content itself doesn't tell. */
  counted?: Record<string, unknown>;
  /** Inputs that make no other version, such as where a document is read from. */
  ignoreChanges?: string[];
  /** Keys of children that must exist before. */
  after?: string[];
}

export function versioned({ args, place }: Context, made: Versioned): Child[] {
  const { key, kind, name, base, type, content } = made;
  return [
    {
      key: versionKey(key),
      type: counterType,
      args: {
        kind,
        name,
        base,
        content: new Digest(made.counted ?? content),
        region: place.region,
        owner: ownTagValue(key),
      },
    },
    {
      key,
      type,
      args: {
        name,
        version: new Ref(versionKey(key), "version"),
        ...content,
        tags: args.tags,
        region: args.region,
      },
      origins: { ...made.origins, tags: "tags" },
      ignoreChanges: made.ignoreChanges,
      after: made.after,
      versioned: true,
    },
  ];
}

/**
 * Deletes versions that Pulumi doesn't know, after the pipeline has moved to the ones that it does: until then something
 * may use them.
 */
export const planLeftovers = (children: readonly Child[]): Child => ({
  key: "leftovers",
  type: "goldenimage:index:Leftovers",
  args: {
    arns: children.filter(({ type }) => type === counterType).map(({ key }) => new Ref(key, "leftovers")),
  },
  after: ["pipeline"],
});
