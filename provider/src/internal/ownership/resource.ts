// Tells what one component of one stack has made from everything else at AWS.

import { randomBytes } from "node:crypto";
import type { OwnershipInputs, OwnershipOutputs } from "../../checks/schema/generated/types";
import { changedIn } from "../../engine/custom-resource";
import type { CustomResource } from "../../engine/custom-resource";
import { UNKNOWN } from "../../protocol/values";

export const ownership: CustomResource<OwnershipInputs, OwnershipOutputs> = {
  diff(olds, news) {
    const changed = changedIn(["keys"], olds, news);
    return { changes: changed.length > 0, diffs: changed };
  },

  preview: ({ keys }, olds) => ({ keys, value: olds?.value ?? UNKNOWN }),

  async create({ keys }) {
    const value = randomBytes(8).toString("hex");
    return { id: value, outputs: { keys, value } };
  },

  /** For a stack that has lost a component altogether: what has the value in its tag is then taken up. */
  async read(id) {
    return /^[0-9a-f]{16}$/.test(id) ? { inputs: { keys: [] }, outputs: { value: id } } : undefined;
  },

  async update({ value }, { keys }) {
    return { keys, value };
  },

  async delete() {
    // There is nothing of it at AWS but tags, and these went with what had them.
  },
};
