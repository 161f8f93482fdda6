// Plans a change as the bridged provider does.

import type { DiffResult } from "../../provider/src/protocol/server";
import { containsUnknown, UNKNOWN, type Values } from "../../provider/src/protocol/values";
import { isDefaulted } from "./check";
import type { Config } from "./config";
import { planned } from "./planned";
import { alwaysOldFirst, autoNamed, resourceType } from "./resource-types";
import { changed } from "./same";

export interface DiffRequest {
  readonly type: string;
  readonly olds: Values;
  readonly oldInputs: Values;
  readonly news: Values;
  readonly ignoreChanges: readonly string[];
}

export function diff(
  { type, olds, oldInputs, news, ignoreChanges }: DiffRequest,
  config: Config,
): DiffResult {
  const known = resourceType(type);
  const plan = planned(type, olds, news);
  const differs = (property: string): boolean => {
    if (property === "region") {
      // Saying the region that the resource is in anyway changes nothing, and neither does no longer saying it.
      const wanted = news.region ?? config.region;
      return wanted !== (olds.region ?? oldInputs.region ?? config.region);
    }
    const wanted = plan[property];
    if (wanted === undefined && known.computed.includes(property)) return false;
    // The state counts, not what the program said before: somebody else may have changed it, or an update have failed.
    return changed(type, property, olds[property], wanted);
  };
  const diffs = Object.keys(known.inputs).filter(
    (property) => !ignoreChanges.includes(property) && differs(property),
  );
  // pulumi-aws makes an input of it, so that a change of the provider's default tags is seen.
  if (known.computed.includes("tagsAll") && !ignoreChanges.includes("tagsAll")) {
    const all = containsUnknown(news.tags) ? UNKNOWN : config.allTags(news.tags);
    if (changed(type, "tagsAll", olds.tagsAll, all)) diffs.push("tagsAll");
  }
  const replaces = diffs.filter((property) => known.replaces.includes(property));
  const deleteBeforeReplace = replaces.length > 0 && oldGoesFirst(type, news);
  // An update leaves them as they are, so that what depends on them need not be planned anew.
  const stables = ["arn"].filter((output) => replaces.length === 0 && known.computed.includes(output));
  return { changes: diffs.length > 0, diffs, replaces, deleteBeforeReplace, stables };
}

/**
 * Of an explicit name the bridge fears that the old and the new resource can't be there at once, also where the name
 * itself changes; and a name that `ignoreChanges` keeps counts as explicit. Some types always have the old one go first.
 * (nameRequiresDeleteBeforeReplace in pulumi-terraform-bridge's pkg/tfbridge/schema.go)
 */
function oldGoesFirst(type: string, news: Values): boolean {
  const naming = autoNamed(type);
  const explicit = naming !== undefined && news[naming] !== undefined && !isDefaulted(news, naming);
  return explicit || alwaysOldFirst.includes(type);
}
