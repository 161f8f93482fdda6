// Keeps a distribution from being deleted while it is used. AWS refuses that too, but when everything that depends on
// it has gone, and without saying what uses it.

import { sdk } from "../aws";
import type { Aws } from "../aws";
import type { CustomResource } from "../custom-resource";

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
    const users = await pipelinesOf(String(arn), region, aws);
    if (users.length === 0) return;
    throw new Error(
      `${String(arn)} is used by ${users.join(", ")}: give them another distribution, or delete them, first`,
    );
  },
};

/** As far as the account may be asked: whoever can't ask is told by AWS that there are some. */
async function pipelinesOf(arn: string, region: unknown, aws: Aws): Promise<string[]> {
  const { paginateListImagePipelines } = sdk();
  const filters = [{ name: "distributionConfigurationArn", values: [arn] }];
  const found: string[] = [];
  try {
    for await (const page of paginateListImagePipelines({ client: aws.imageBuilder(region) }, { filters })) {
      found.push(...(page.imagePipelineList ?? []).map(({ arn: user }) => String(user)));
    }
  } catch {
    // What has been found so far is enough.
  }
  return found;
}
