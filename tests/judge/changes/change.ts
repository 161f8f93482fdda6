// A change of a program: what it was, and what it becomes.

import type { Script } from "../outcome";
import type { Place } from "../plugins";

export interface Change extends Script {
  readonly name: string;
  /** What it shows. */
  readonly shows: string;
  /** The input that the preview must refuse. */
  readonly fails?: string;
  /** Makes what the program takes to be there. */
  prepare?(place: Place): Promise<void>;
}

export type Properties = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly type: string;
  readonly properties?: Properties;
  readonly options?: Properties;
}

export type Resources = Readonly<Record<string, Resource>>;

/** A program in YAML, of which JSON is a part. */
export const program = (resources: Resources): string =>
  JSON.stringify({ name: "judge", runtime: "yaml", resources }, undefined, 2);

export const changeOf = (
  name: string,
  shows: string,
  before: Resources,
  after: Resources,
  more: Partial<Script> = {},
): Change => ({ name, shows, program: program(before), changed: { program: program(after) }, ...more });
