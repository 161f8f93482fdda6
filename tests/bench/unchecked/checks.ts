// In place of provider/src/engine/checks.ts: nothing is checked.

import type * as checks from "../../../provider/src/engine/checks";

export const checkWritten: typeof checks.checkWritten = () => [];
export const checkPlanned: typeof checks.checkPlanned = () => Promise.resolve([]);
