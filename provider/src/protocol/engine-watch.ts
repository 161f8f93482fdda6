// An engine that is killed does not stop its plugins, and nobody else does.

import { connect } from "node:net";

const intervalMilliseconds = 5_000;

/** Ends the plugin when its engine has been gone for a while. */
export function endWithEngine(engineAddress: string): void {
  const colon = engineAddress.lastIndexOf(":");
  if (colon < 0) return;
  const host = engineAddress.slice(0, colon);
  const port = Number(engineAddress.slice(colon + 1));
  let refusals = 0;
  setInterval(() => {
    const probe = connect(port, host, () => {
      refusals = 0;
      probe.destroy();
    });
    probe.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ECONNREFUSED") return;
      refusals += 1;
      // Once may be an engine with a full queue.
      if (refusals > 1) process.exit();
    });
  }, intervalMilliseconds);
}
