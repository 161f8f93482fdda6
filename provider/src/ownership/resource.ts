// Tells what one component of one stack has made from everything else at AWS.

import { randomBytes } from "node:crypto";
import type { CustomResource } from "../custom-resource";
import { UNKNOWN } from "../protocol/values";

export const ownership: CustomResource = {
  diff: () => ({ changes: false, diffs: [] }),

  async create(_inputs, { preview }) {
    const value = randomBytes(8).toString("hex");
    return preview ? { id: "", outputs: { value: UNKNOWN } } : { id: value, outputs: { value } };
  },

  async update(olds) {
    return olds;
  },

  async delete() {
    // There is nothing of it at AWS but tags, and these went with what had them.
  },
};
