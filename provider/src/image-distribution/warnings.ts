// What AWS takes of a distribution, and what may yet fail at the end of a build. Only about what is known.

import { knownList, knownObject, knownString } from "../checks/known";
import type { Values } from "../protocol/values";
import { isPublic, regionViews } from "./region-rules";
import type { RegionView } from "./region-rules";

/** Each as a line with the path in the user's own input. `prefix` is the path of the distribution, with its dot. */
export function distributionWarnings(distribution: Values, prefix = ""): string[] {
  const views = regionViews(distribution, prefix);
  return [...publicMayBeBlocked(views), ...new Set(views.flatMap(templateHasNoAmi))];
}

/**
 * On in accounts made since August 2023, and in older ones that had no public AMI then; no function of the `aws`
 * provider tells. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html
 */
function publicMayBeBlocked(views: readonly RegionView[]): string[] {
  const regionsOf = new Map<string, string[]>();
  for (const view of views.filter(({ settings }) => isPublic(settings))) {
    const path = `${view.at("share")}.public`;
    regionsOf.set(path, [...(regionsOf.get(path) ?? []), view.region]);
  }
  return [...regionsOf].map(
    ([path, regions]) =>
      `${path}: AWS blocks public AMIs by default, and a build fails while it does: the account's block public ` +
      `access for AMIs must be off in ${regions.join(" and ")} (aws.ec2.ImageBlockPublicAccess with the state 'unblocked')`,
  );
}

/** An account can launch only AMIs that it owns or that are shared with it. */
function templateHasNoAmi({ settings, at }: RegionView): string[] {
  const share = knownObject(settings.share);
  // Whom an organization has in it, only AWS knows.
  if ((share.organizations ?? share.organizationalUnits ?? share.public) !== undefined) return [];
  const lists = [share.accounts, settings.copyTo].filter((list) => list !== undefined);
  const reached = lists.flatMap(knownList).map(knownString);
  if (!lists.every(Array.isArray) || reached.includes(undefined)) return [];
  return knownList(settings.launchTemplates).flatMap((item, index) => {
    const account = knownString(knownObject(item).accountId);
    return account === undefined || reached.includes(account)
      ? []
      : [
          `${at("launchTemplates")}[${index}].accountId: unless it is the image's own account, it gets no AMI: ` +
            "list it in 'copyTo' or 'share.accounts'",
        ];
  });
}
