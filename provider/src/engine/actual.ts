// Custom resources that can be changed at AWS behind Pulumi's back: what is there is asked in each preview and update, and
// in a refresh.

import type { Aws } from "../aws/clients";
import type { Log } from "../protocol/log";
import type { DiffResult } from "../protocol/server";
import { isKnown } from "../protocol/values";
import type { Values } from "../protocol/values";
import { changedIn } from "./custom-resource";
import type { CustomResource } from "./custom-resource";

/** What the program changes; else what somebody else has changed. */
export async function diffOf(
  resource: CustomResource,
  { oldInputs, news, olds }: { oldInputs: Values; news: Values; olds: Values },
  aws: Aws,
): Promise<DiffResult> {
  const asked = resource.diff(oldInputs, news, olds);
  if (asked.changes || resource.actual === undefined || !isKnown(news)) return asked;
  // Whoever may not look is told so by the update, where there is one.
  const actual = await resource.actual(news, aws).catch(() => news);
  const diffs = changedIn(Object.keys(news), actual ?? {}, news);
  return { ...asked, changes: diffs.length > 0, diffs };
}

/** The state as AWS has it, undefined where the resource is gone. */
export async function refreshed(
  resource: CustomResource,
  { inputs, outputs: before }: { inputs: Values; outputs: Values },
  refreshing: { aws: Aws; log: Log },
): Promise<{ inputs: Values; outputs: Values } | undefined> {
  const outputs = resource.refresh === undefined ? before : await resource.refresh(before, refreshing);
  if (outputs === undefined || resource.actual === undefined) return outputs && { inputs, outputs };
  const actual = await resource.actual(inputs, refreshing.aws);
  return actual && { inputs: actual, outputs: { ...outputs, ...actual } };
}
