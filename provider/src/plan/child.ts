// What a component decides to create, as data. plan.ts of each component makes a list of these, and register.ts
// registers it, so that the thinking can be tested without an engine and the registering is dull.

import type { classes } from "./classes";

/** Reads a property of another child, by its key. */
export class Ref {
  constructor(
    readonly key: string,
    readonly property: string,
  ) {}
}

/** A digest of values that may hold references: known when all of them are. */
export class Digest {
  constructor(readonly content: unknown) {}
}

/** A text of parts that may be references; an object among them is written as JSON. */
export class Interpolated {
  constructor(readonly parts: readonly unknown[]) {}
}

/** Maps on top of each other, of which some are outputs as a whole. */
export class Merged {
  constructor(readonly parts: readonly unknown[]) {}
}

export interface Child {
  /** Unique in the component. The resource is called `<component>-<key>`; built of what the user wrote. */
  key: string;
  type: ChildType;
  args: Record<string, unknown>;
  /** Where inputs come from in the user's own, by path: `ebs.iops` to `storage.iops`. What is below goes along. */
  origins?: Readonly<Record<string, string>>;
  /** Keys of children that must exist before, where no argument says so. */
  after?: string[];
  /** Inputs that others change, and that stay as they are. */
  ignoreChanges?: string[];
  /** Every change of content makes a new version of it. */
  versioned?: boolean;
  /** Inputs that can't be changed in place, though the provider tries to. */
  replaceOnChanges?: string[];
  /** Another value replaces it, where no input of its own shows the change. */
  replacementTrigger?: unknown;
}

/** The key of the child that counts the versions of a versioned one. */
export const versionKey = (key: string): string => `${key}-version`;

export type ChildType = keyof typeof classes;

/** A part of a key: what the user wrote, so that other items may come and go; an output has only its place. */
export const keyOfItem = (item: unknown, index: number): string =>
  typeof item === "string" ? item : String(index + 1);
