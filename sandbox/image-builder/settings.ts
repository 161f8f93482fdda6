// What a test may decide about the stand-in.

import type { Recorded } from "./records";

export interface Settings {
  /** How long a phase of a build takes: each of BUILDING, TESTING and DISTRIBUTING. */
  readonly phaseMilliseconds: number;
  /**
   * Whether a build fails when its instance profile isn't there. By default it does once the account has any recorded
   * instance profile, since IAM is emulated elsewhere.
   */
  readonly checkInstanceProfiles?: boolean;
  /** Replaces the look-up of instance profiles among the recorded resources. */
  readonly instanceProfileExists?: (account: string, name: string) => boolean;
  /** Reads what other services hold, before each request, where they are emulated elsewhere (tests/judge/). */
  readonly neighbours?: () => Promise<readonly Recorded[]>;
}
