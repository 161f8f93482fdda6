import { matchesAny, patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { distribution } from "../types";
import { at, texts } from "../values";
import { destinations } from "./distributions";

interface Config {
  accounts: string[];
  organizations: string[];
  organizationalUnits: string[];
}

export const approvedAccounts = resourcePolicy<Config>({
  name: "image-accounts-approved",
  description: "Golden images are shared with, and copied to, approved accounts and organizations only.",
  severity: "high",
  sets: ["baseline", "strict"],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharing-amis.html",
  fix: "Remove it from the distribution's `share` or `copyTo`, or have it approved in the policy's configuration.",
  configSchema: {
    properties: {
      accounts: patternList("Account IDs. All three lists empty: the policy doesn't apply."),
      organizations: patternList("ARNs of organizations, with `*`."),
      organizationalUnits: patternList("ARNs of organizational units, with `*`."),
    },
  },
  types: [distribution],
  check: (configuration, { config, args }) => {
    if (Object.values(config).flat().length === 0) args.notApplicable("no accounts are configured");
    const foreign = destinations(configuration).flatMap(({ ami }) => {
      const permission = at(ami, "launchPermission");
      return [
        ...others(
          [...texts(at(permission, "userIds")), ...texts(at(ami, "targetAccountIds"))],
          config.accounts,
        ),
        ...others(texts(at(permission, "organizationArns")), config.organizations),
        ...others(texts(at(permission, "organizationalUnitArns")), config.organizationalUnits),
      ];
    });
    const names = [...new Set(foreign)];
    return names.length > 0 ? [`gives images to ${names.join(", ")}, which is not approved`] : [];
  },
});

const others = (given: string[], approved: string[]): string[] =>
  given.filter((one) => !matchesAny(one, approved));
