// Deletes versions of components, recipes and workflows that Pulumi doesn't know, when nothing uses them any more.

import type { Aws } from "../../aws/clients";
import { deleteVersions } from "../content-version/deletion";
import type { LeftoversInputs, LeftoversOutputs } from "../../checks/schema/generated/types";
import type { CustomResource, Running } from "../../engine/custom-resource";
import { isKnown } from "../../protocol/values";

export const leftovers: CustomResource<LeftoversInputs, LeftoversOutputs> = {
  diff(olds, news, { remaining } = { ...olds, remaining: [] }) {
    // Preview can't tell: there are some after an update that was cut off, or a state that was set back. Mostly none.
    const before = listed(olds);
    const others = isKnown(news) && listed(news).some((arn) => !before.includes(arn));
    const again = remaining.length > 0;
    const changes = others || again;
    return { changes, diffs: changes ? ["arns"] : [] };
  },

  preview: (inputs) => ({ ...inputs, remaining: [] }),

  async create(inputs, running) {
    return { id: "leftovers", outputs: { ...inputs, remaining: await remainingOf(inputs, [], running) } };
  },

  async update({ remaining = [] }, inputs, running) {
    return { ...inputs, remaining: await remainingOf(inputs, remaining, running) };
  },

  async delete() {
    // Each version that is counted takes its own with it.
  },
};

const listed = ({ arns }: LeftoversInputs): string[] => arns.flat();

/** Those that are to be tried once more: what Pulumi deletes itself, at the end of an update, may still use them. */
async function remainingOf(
  inputs: LeftoversInputs,
  before: string[],
  { aws, log }: Running,
): Promise<string[]> {
  const inUse = await deleteAll([...new Set([...listed(inputs), ...before])], aws);
  for (const arn of inUse.filter((each) => before.includes(each))) {
    log.warn(`${arn} stays, since something else uses it: delete it when it is free`);
  }
  return inUse.filter((arn) => !before.includes(arn));
}

const deleteAll = (arns: string[], aws: Aws): Promise<string[]> =>
  arns.length === 0 ? Promise.resolve([]) : deleteVersions(arns, aws);
