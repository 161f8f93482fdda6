// Waiting for what AWS does, with progress beside the resource.

import type { Running } from "../engine/custom-resource";
import { backoff, sleep } from "../image-build/wait";

export interface Look<Result> {
  /** There once it is over. */
  result?: Result;
  /** One line on how far it is. */
  progress: string;
}

export interface Clock {
  began: number;
  deadline: number;
}

const defaultTimeoutMinutes = 480;

export function startClock(timeoutMinutes: unknown, running: Running): Clock {
  const began = Date.now();
  const minutes = typeof timeoutMinutes === "number" ? timeoutMinutes : defaultTimeoutMinutes;
  return { began, deadline: began + (running.timeout > 0 ? running.timeout * 1000 : minutes * 60_000) };
}

/** Looks again and again until there is a result; the look itself throws when there will be none. */
export async function watch<Result>(
  what: string,
  running: Running,
  clock: Clock,
  look: () => Promise<Look<Result>>,
): Promise<Result> {
  let shown = "";
  for (const delay of backoff()) {
    const { result, progress } = await look();
    if (result !== undefined) return result;
    const minutes = Math.floor((Date.now() - clock.began) / 60_000);
    const line = `${minutes}m ${progress}`;
    if (line !== shown) running.log.status((shown = line));
    if (running.signal.aborted) throw new Error(`${what} goes on; the next update follows it`);
    if (Date.now() > clock.deadline) {
      throw new Error(
        `${what} is not finished after ${minutes} minutes (${progress}); the next update follows it`,
      );
    }
    await sleep(delay, running.signal);
  }
  throw new Error("unreachable: the delays have no end");
}
