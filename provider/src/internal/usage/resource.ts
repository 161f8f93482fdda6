// Keeps a distribution from being deleted while it is used. AWS refuses that too, but when everything that depends on
// it has gone, and without saying what uses it.

import type { CustomResource } from "../../engine/custom-resource";
import { pipelinesBy } from "../../aws/find-pipelines";

export const usage: CustomResource = {
  diff(olds, news) {
    const changed = ["arn", "region"].filter((key) => olds[key] !== news[key]);
    return { changes: changed.length > 0, diffs: changed, replaces: changed };
  },

  async create(inputs, { preview }) {
    return { id: preview ? "" : String(inputs.arn), outputs: inputs };
  },

  async update(_olds, inputs) {
    return inputs;
  },

  async delete({ arn, region }, aws) {
    // Whoever can't ask is told by AWS that there are some.
    const users = await pipelinesBy("distributionConfigurationArn", String(arn), region, aws);
    if (users.length === 0) return;
    throw new Error(
      `${String(arn)} is used by ${users.map((user) => user.arn).join(", ")}: give them another distribution, or delete them, first`,
    );
  },
};
