// What a handler of an operation is given besides its request.

import { AwsError } from "./errors";
import type { Settings } from "./settings";
import type { Store, World } from "./world";

export interface Call {
  readonly world: World;
  /** What the caller's account has in the caller's region. */
  readonly store: Store;
  readonly settings: Settings;
}

export const now = (): string => new Date().toISOString();

/** A dry run ends here: after every check, before anything is stored. */
export function stopDryRun(request: object): void {
  if ("dryRun" in request && request.dryRun === true) {
    throw new AwsError("DryRunOperationException", "The request would have succeeded, but it was a dry run.");
  }
}
