import { setTimeout as sleep } from "node:timers/promises";
import type { Build } from "./build";

/** The image was cancelled while it was built, and perhaps retried since. */
export class Cancelled extends Error {}

/** Time goes by; meanwhile the image may be cancelled, or the whole world may end. */
export async function pass(
  { call, image, attempt = 0 }: Pick<Build, "call" | "image"> & Partial<Pick<Build, "attempt">>,
  milliseconds: number,
): Promise<void> {
  await sleep(milliseconds, undefined, { signal: call.world.end.signal });
  if (image.state.status === "CANCELLED" || (image.attempt ?? 0) !== attempt) {
    throw new Cancelled();
  }
}
