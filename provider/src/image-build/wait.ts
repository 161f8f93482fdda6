/** Delays between polls, in milliseconds: short at first, and never more than half a minute. */
export function* backoff(): Generator<number> {
  for (let delay = 250; ; delay = Math.min(delay * 1.5, 30_000)) yield delay * (0.75 + Math.random() / 2);
}

/** Sleeps, but not on when the user interrupts. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
