// Skipping a test, or in a hook a whole suite, with the reason that the suite's report asks for.
//
//   before(function () {
//     if (!hasDocker()) skipBecause(this, "Docker isn't running");
//   });

import type { Context, Runnable, Suite } from "mocha";

/** Skips the test or hook whose `this` is given. Doesn't return. */
export function skipBecause(context: Context, reason: string): never {
  const runnable: Runnable = context.runnable();
  const isHook = (runnable as { type?: string }).type === "hook";
  // A skipped hook skips the tests of its suite; the report looks for the reason from a test upwards.
  const skipped: (Runnable | Suite | undefined) & { skipReason?: string } = isHook
    ? (runnable.parent ?? runnable)
    : runnable;
  skipped.skipReason = reason;
  return context.skip();
}
