// Tells what one component of one stack has made from everything else at AWS.

import { randomBytes } from "node:crypto";
import type { OwnershipInputs, OwnershipOutputs } from "../../checks/schema/generated/types";
import { changedIn } from "../../engine/custom-resource";
import type { CustomResource } from "../../engine/custom-resource";
import { UNKNOWN, containsUnknown } from "../../protocol/values";
import { confirmed, wasCutOff } from "../orphans/evidence";
import { sweep } from "../orphans/sweep";

export const ownership: CustomResource<OwnershipInputs, OwnershipOutputs> = {
  diff(olds, news) {
    // What else differs, such as the run, is written down in any case.
    const changed = changedIn(["keys", "made"], olds, news).filter((name) => !containsUnknown(news[name]));
    return { changes: changed.length > 0, diffs: changed };
  },

  preview: (inputs, olds) => ({ ...inputs, ...confirmed(olds), value: olds?.value ?? UNKNOWN }),

  async create(inputs) {
    const value = randomBytes(8).toString("hex");
    return { id: value, outputs: { ...inputs, value } };
  },

  /** For a stack that has lost a component altogether: what has the value in its tag is then taken up. */
  async read(id) {
    return /^[0-9a-f]{16}$/.test(id) ? { inputs: { keys: [] }, outputs: { value: id } } : undefined;
  },

  async update(olds, inputs) {
    return { ...inputs, ...confirmed(olds), value: olds.value };
  },

  /** Everything that Pulumi knows of the component has gone before it. */
  async delete(state, { inputs, ...deleting }) {
    if (wasCutOff(inputs, state)) await sweep(state.value, state, deleting);
  },
};
