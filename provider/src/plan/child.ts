// What a component decides to create, as data. plan.ts of each component makes it, and engine/register.ts registers it, so
// that the thinking can be tested without an engine and the registering is dull.

import type * as pulumi from "@pulumi/pulumi";
import type { ChildType, ClassArgs, ResourceOf } from "./classes";
import { Ref } from "./deferred";
import type { Deferred } from "./deferred";

export type { ChildType } from "./classes";

/** The value without what an Input may wrap around it. */
export type Bare<T> = Exclude<T, Promise<unknown> | pulumi.OutputInstance<unknown>>;

/** An argument of a class as a plan gives it: the same, or at each place a value that is there only later. */
export type Arg<T> = T | Deferred<Bare<T>> | Parts<Bare<T>>;

type Parts<T> = T extends string | number | boolean | pulumi.Resource
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Arg<Item>[]
    : T extends object
      ? Fields<T>
      : T;

/** An object among the arguments, of the shape that the class has for it. */
export type Fields<T> = { readonly [Name in keyof T]: Arg<T[Name]> };

export type ArgsOf<Type extends ChildType> = Fields<ClassArgs<Type>>;

/** The outputs of a type, each as a reference that is read when the child is there. */
export type OutputsOf<Type extends ChildType> = {
  readonly [
    Name in keyof ResourceOf<Type> as ResourceOf<Type>[Name] extends pulumi.OutputInstance<unknown>
      ? Name
      : never
  ]: ResourceOf<Type>[Name] extends pulumi.OutputInstance<infer Value> ? Ref<Value> : never;
};

/** Of a child of any type, when its arguments have been checked against those of its class. */
export interface Child {
  /** Unique in the component. The resource is called `<component>-<key>`; built of what the user wrote. */
  readonly key: string;
  readonly type: ChildType;
  readonly args: Readonly<Record<string, unknown>>;
  /** Where inputs come from in the user's own, by path: `ebs.iops` to `storage.iops`. What is below goes along. */
  readonly origins?: Readonly<Record<string, string>> | undefined;
  /** Keys of children that must exist before, where no argument says so. */
  readonly after?: readonly string[] | undefined;
  /** Inputs that others change, and that stay as they are. */
  readonly ignoreChanges?: readonly string[] | undefined;
  /** Every change of content makes a new version of it. */
  readonly versioned?: boolean | undefined;
  /** Inputs that can't be changed in place, though the provider tries to. */
  readonly replaceOnChanges?: readonly string[] | undefined;
  /** Another value replaces it, where no input of its own shows the change. */
  readonly replacementTrigger?: unknown;
}

/** A child whose type is known, with what it puts out. */
export interface Made<Type extends ChildType> extends Child {
  readonly type: Type;
  readonly out: OutputsOf<Type>;
}

/** A child of a type. The compiler holds its arguments against those of the type's class. */
export function child<Type extends ChildType>(
  made: Omit<Child, "type" | "args"> & { readonly type: Type; readonly args: ArgsOf<Type> },
): Made<Type> {
  return { ...made, args: { ...made.args }, out: outputsOf(made.key) };
}

/** The class of a type knows which outputs there are, and it is not loaded for that: the compiler knows them, too. */
const outputsOf = <Type extends ChildType>(key: string): OutputsOf<Type> =>
  // Cast: whatever is read off the proxy is a reference.
  new Proxy({}, { get: (_, property) => new Ref(key, String(property)) }) as OutputsOf<Type>;

/** The key of the child that counts the versions of a versioned one. */
export const versionKey = (key: string): string => `${key}-version`;

/** A part of a key: what the user wrote, so that other items may come and go; an output has only its place. */
export const keyOfItem = (item: unknown, index: number): string =>
  typeof item === "string" ? item : String(index + 1);
