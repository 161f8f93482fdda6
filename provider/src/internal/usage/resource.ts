// Keeps a distribution from being deleted while it is used. AWS refuses that too, but when everything that depends on
// it has gone, and without saying what uses it.

import type { UsageInputs, UsageOutputs } from "../../checks/schema/generated/types";
import { changedIn } from "../../engine/custom-resource";
import type { CustomResource } from "../../engine/custom-resource";
import { pipelinesBy } from "../../aws/find-pipelines";

export const usage: CustomResource<UsageInputs, UsageOutputs> = {
  diff(olds, news) {
    const changed = changedIn(["arn", "region"], olds, news);
    return { changes: changed.length > 0, diffs: changed, replaces: changed };
  },

  preview: (inputs) => inputs,

  async create(inputs) {
    return { id: inputs.arn, outputs: inputs };
  },

  async update(_olds, inputs) {
    return inputs;
  },

  async delete({ arn, region }, { aws }) {
    // Whoever can't ask is told by AWS that there are some.
    const users = await pipelinesBy("distributionConfigurationArn", arn, region, aws);
    if (users.length === 0) return;
    throw new Error(
      `${arn} is used by ${users.map((user) => user.arn).join(", ")}: give them another distribution, or delete them, first`,
    );
  },
};
