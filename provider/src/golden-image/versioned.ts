// A resource together with the version that its content claims.

import { Digest, Ref, versionKey } from "../plan/child";
import type { Child } from "../plan/child";
import type { Context } from "./args";

/** The version of components and workflows, and of recipes where the user says nothing. */
export const defaultVersion = "1.0";

interface Versioned {
  key: string;
  kind: "component" | "recipe" | "containerRecipe" | "workflow";
  name: string;
  base: string;
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
      type: "goldenimage:index:ContentVersion",
      args: { kind, name, base, content: new Digest(made.counted ?? content), region: place.region },
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
