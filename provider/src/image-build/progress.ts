// One line on how far a build is. The engine shows it at the end of a row and cuts it off where the terminal ends: what
// changes comes first.

import type { Image } from "@aws-sdk/client-imagebuilder";

/** Minutes since the build began, also where it is taken up again or retried. */
export function progressOf({ dateCreated, state }: Image, step: string | undefined, now: number): string {
  const began = Date.parse(dateCreated ?? "");
  const minutes = Number.isNaN(began) ? 0 : Math.max(0, Math.floor((now - began) / 60_000));
  return [`${minutes}m`, state?.status, step].filter(Boolean).join(" ");
}
