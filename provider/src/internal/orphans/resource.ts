// Keeps what was lost from being in the way when the rest is deleted: see sweep.ts.

import type { OrphansInputs, OrphansOutputs } from "../../checks/schema/generated/types";
import { changedIn } from "../../engine/custom-resource";
import type { CustomResource } from "../../engine/custom-resource";
import { containsUnknown } from "../../protocol/values";
import { confirmed, wasCutOff } from "./evidence";
import { sweep } from "./sweep";

export const orphans: CustomResource<OrphansInputs, OrphansOutputs> = {
  diff(olds, news) {
    // What else differs, such as the run, is written down in any case.
    const changed = changedIn(["made"], olds, news).filter((name) => !containsUnknown(news[name]));
    return { changes: changed.length > 0, diffs: changed };
  },

  preview: (inputs, olds) => ({ ...inputs, ...confirmed(olds) }),

  create: async (inputs) => ({ id: "orphans", outputs: inputs }),

  update: async (olds, inputs) => ({ ...inputs, ...confirmed(olds) }),

  async delete(state, { aws, log, inputs }) {
    if (wasCutOff(inputs, state)) await sweep(state.owner, state, { aws, log });
  },
};
