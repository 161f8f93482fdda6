import type { Problem } from "../checks/problems";
import type * as pulumi from "@pulumi/pulumi";
import type { Bare, Child } from "./child";
import type { Asking, Deferred } from "./deferred";

/** What a component makes, and what it puts out. */
export interface Plan<Outputs> {
  readonly children: readonly Child[];
  readonly outputs: { readonly [Name in keyof Required<Outputs>]: Planned<Outputs[Name]> };
  /** What AWS accepts, and yet is probably a mistake. */
  readonly warnings?: () => readonly Problem[];
  /** Tells the other components of the run of this one, before any of them asks AWS. */
  readonly announce?: (asking: Asking) => void;
}

/** An output of a component: known, read off children, or made of such. */
type Planned<T> = pulumi.Input<T> | Deferred<Bare<T>> | Parts<T>;

type Parts<T> = T extends string | number | boolean
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Planned<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: Planned<T[Name]> }
      : T;
