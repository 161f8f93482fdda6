// Rejected promises that nobody handles, as the Node SDK leaves them behind when a registration fails. Node would end the
// plugin and print the error with everything attached to it, the run's configuration and its secrets included.

import { status } from "@grpc/grpc-js";

const running = new Set<(error: Error) => void>();

/** Fails with the first rejection that nobody handles while it runs: which run it belongs to, Node doesn't tell. */
export async function failingOnRejections<T>(run: () => Promise<T>): Promise<T> {
  let fail: (error: Error) => void = () => undefined;
  const rejected = new Promise<never>((_, reject) => (fail = reject));
  running.add(fail);
  try {
    return await Promise.race([run(), rejected]);
  } finally {
    running.delete(fail);
  }
}

export function handleRejections(): void {
  process.on("unhandledRejection", (reason) => {
    // The engine has ended because of another error, which it reports.
    if (isShutDown(reason)) return;
    const error = reason instanceof Error ? reason : new Error(String(reason));
    if (running.size === 0) {
      console.error(error.stack ?? error.message);
      process.exit(1);
    }
    for (const fail of running) fail(error);
  });
}

/** As the Node SDK tells that the resource monitor has shut down. */
function isShutDown(reason: unknown): boolean {
  const code = reason instanceof Error && "code" in reason ? reason.code : undefined;
  return code === status.UNAVAILABLE || code === status.CANCELLED;
}
