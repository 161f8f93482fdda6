// The parts of a clean-up. They are carried out in this order: what a part needs of the system is still there.

import type { TimedStep } from "./script";

export const cleanUpParts = [
  "credentials",
  "histories",
  "sshKeys",
  "caches",
  "temporaryFiles",
  "logs",
  "identity",
] as const;

export type CleanUpPart = (typeof cleanUpParts)[number];

export type CleanUp = Readonly<Record<CleanUpPart, readonly TimedStep[]>>;

export interface CleanUpSteps extends CleanUp {
  /** What makes SSH host keys at the next boot, in front of the other steps where it is asked for. */
  readonly makeHostKeys: readonly TimedStep[];
}
