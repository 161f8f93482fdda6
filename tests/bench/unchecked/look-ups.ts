// In place of provider/src/content-version/look-ups.ts: no name is taken.

import type * as lookUps from "../../../provider/src/content-version/look-ups";

export const pipelineOfName: typeof lookUps.pipelineOfName = () => Promise.resolve(undefined);
export const takenVersions: typeof lookUps.takenVersions = () => Promise.resolve([]);
