// What AWS takes of a distribution, and what may yet fail at the end of a build. Only about what is known.

import { knownList, knownObject, knownString } from "../checks/known";
import type { Problem } from "../checks/problems";
import { problemsOf } from "../checks/rule";
import type { Rule } from "../checks/rule";
import { sources } from "../checks/sources";
import type { Values } from "../protocol/values";
import { isPublic, regionViews } from "./region-rules";
import type { RegionView } from "./region-rules";

type Views = readonly RegionView[];

export const distributionWarningRules: readonly Rule<Views>[] = [
  {
    name: "public-amis-are-allowed",
    description: "AWS blocks public AMIs by default, in each region of an account.",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html",
    check: (_settings, views) => publicMayBeBlocked(views),
  },
  {
    name: "launch-template-has-an-ami",
    description:
      "An account with a launch template gets a copy of the AMI, or is one that it is shared with.",
    source: sources.launchTemplates,
    check: (_settings, views) => templatesHaveNoAmi(views),
  },
];

/** `pathPrefix` is the path of the distribution, with its dot. */
export const distributionWarnings = (distribution: Values, pathPrefix = ""): Problem[] =>
  problemsOf(distributionWarningRules, distribution, regionViews(distribution, pathPrefix));

/**
 * On in accounts made since August 2023, and in older ones that had no public AMI then; no function of the `aws`
 * provider tells. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html
 */
function publicMayBeBlocked(views: Views): Problem[] {
  const regionsOf = new Map<string, string[]>();
  for (const view of views.filter(({ settings }) => isPublic(settings))) {
    const path = `${view.at("share")}.public`;
    regionsOf.set(path, [...(regionsOf.get(path) ?? []), view.region]);
  }
  return [...regionsOf].map(([path, regions]) => ({
    path,
    message:
      "AWS blocks public AMIs by default, and a build fails while it does: the account's block public access for " +
      `AMIs must be off in ${regions.join(" and ")} (aws.ec2.ImageBlockPublicAccess with the state 'unblocked')`,
  }));
}

/** What is written at the top is told once, not once a region. */
function templatesHaveNoAmi(views: Views): Problem[] {
  const byPath = new Map(views.flatMap(templateHasNoAmi).map((problem) => [problem.path, problem]));
  return [...byPath.values()];
}

/** An account can launch only AMIs that it owns or that are shared with it. */
function templateHasNoAmi({ settings, at }: RegionView): Problem[] {
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
          {
            path: `${at("launchTemplates")}[${index}].accountId`,
            message:
              "unless it is the image's own account, it gets no AMI: list it in 'copyTo' or 'share.accounts'",
          },
        ];
  });
}
