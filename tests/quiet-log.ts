// A log that nobody reads.

import type { Log } from "../provider/src/protocol/log";

export const quiet: Log = { status: () => undefined, info: () => undefined, warn: () => undefined };
