// What must be right in one region, with the settings that hold there. Each problem is told at the path where its
// setting is written, at the top or in the region.

import { given, isOpen, known, knownList, knownObject, knownString } from "../checks/known";
import { problemsOf } from "../checks/rule";
import type { Rule } from "../checks/rule";
import type { Problem } from "../checks/problems";
import { sources } from "../checks/sources";
import { regionOfKey } from "../checks/identifiers";
import { entryPath } from "../checks/wording";
import type { Values } from "../protocol/values";
import { isImageBuilders, isManagedByAws } from "./setting-rules";
import { amiSettings, effective } from "./settings";
import type { Setting } from "./settings";

export interface RegionView {
  region: string;
  settings: Partial<Record<Setting, unknown>>;
  /** Where a setting is written that holds here; where it would be, if it isn't. */
  at(setting: Setting): string;
  /** The path of the region itself. */
  path: string;
}

/** The regions of a distribution, each with what holds there. `pathPrefix` is the path of the distribution, with its dot. */
export function regionViews(distribution: Values, pathPrefix: string): RegionView[] {
  // The keys of a secret map are secret.
  if (!isOpen(distribution.regions)) return [];
  return Object.entries(knownObject(distribution.regions)).map(([region, value]) => {
    const own = knownObject(value);
    const path = entryPath(`${pathPrefix}regions`, region, false);
    return {
      region,
      path,
      settings: effective(distribution, own),
      at: (setting) =>
        own[setting] === undefined && distribution[setting] !== undefined
          ? `${pathPrefix}${setting}`
          : `${path}.${setting}`,
    };
  });
}

const of =
  (check: (view: RegionView) => Problem[]): Rule<RegionView>["check"] =>
  (_settings, view) =>
    check(view);

export const regionRules: readonly Rule<RegionView>[] = [
  {
    name: "key-is-of-region",
    description: "A key encrypts in its own region.",
    source: sources.copyAmi,
    check: of(keyIsOfRegion),
  },
  {
    name: "repository-key-is-of-region",
    description: "A key encrypts a repository in its own region.",
    source: sources.containerRecipes,
    check: of(repositoryKeyIsOfRegion),
  },
  {
    name: "others-can-use-key",
    description:
      "What is shared or copied is not encrypted by AWS's own key, which no other account can use.",
    source: sources.shareAmi,
    check: of(othersCanUseKey),
  },
  {
    name: "public-is-unencrypted",
    description: "A public AMI is not encrypted.",
    source: sources.publicAmi,
    check: of(publicIsUnencrypted),
  },
  {
    name: "parameter-accounts-are-targets",
    description: "An account with a parameter has a copy to name.",
    source: sources.ssmParameter,
    check: of(parameterAccountsAreTargets),
  },
  {
    name: "other-accounts-template-needs-parameter",
    description:
      "A launch template of another account needs a parameter, since whether it receives the ID of that account's copy is unproven.",
    source: sources.crossAccount,
    check: of(otherAccountsTemplateNeedsParameter),
  },
  {
    name: "fast-launch-account-is-target",
    description: "An account with fast launch has an AMI.",
    source: sources.fastLaunchGuide,
    check: of(fastLaunchAccountIsTarget),
  },
  {
    name: "containers-have-no-ami-settings",
    description: "A build yields AMIs or container images, never both.",
    source: sources.createDistribution,
    check: of(containersHaveNoAmiSettings),
  },
];

/** Left out where it is known already that the images' pipeline has an execution role which may write parameters. */
export const writableParameter: Rule<RegionView> = {
  name: "parameter-is-writable",
  description: "A parameter is below /imagebuilder/, or an execution role writes it.",
  source: sources.serviceRole,
  check: of(parameterIsWritable),
};

export const regionProblems = (view: RegionView, executionRole: boolean): Problem[] =>
  problemsOf(executionRole ? regionRules : [...regionRules, writableParameter], view.settings, view);

/** KMS: an AMI's copy is encrypted by a key of the region that it is copied to. */
function keyIsOfRegion({ region, settings, at, path }: RegionView): Problem[] {
  const own = `${path}.kmsKeyArn`;
  const hint = at("kmsKeyArn") === own ? `use a key of ${region}` : `set ${own} to a key of ${region}`;
  return encryptsIn(region, at("kmsKeyArn"), settings.kmsKeyArn, hint);
}

/** ECR: a repository is encrypted by a key of its region. */
function repositoryKeyIsOfRegion({ region, settings, at, path }: RegionView): Problem[] {
  const key = knownObject(settings.container).repositoryKmsKeyArn;
  const own = `${path}.container`;
  const hint =
    at("container") === own
      ? `use a key of ${region}`
      : `set ${own}, with all that holds there, to one with a key of ${region}`;
  return encryptsIn(region, `${at("container")}.repositoryKmsKeyArn`, key, hint);
}

/** Not which region the key is of: it may be secret. */
function encryptsIn(region: string, path: string, key: unknown, hint: string): Problem[] {
  const keyRegion = regionOfKey(knownString(key) ?? "");
  return keyRegion === undefined || keyRegion === region
    ? []
    : [{ path, message: `is not a key of ${region}, where it encrypts: ${hint}` }];
}

export const reachesOthers = (settings: RegionView["settings"]): ("share" | "copyTo")[] =>
  (["share", "copyTo"] as const).filter((setting) => settings[setting] !== undefined);

/** EC2 user guide, "Share an AMI": not what is encrypted by the key that AWS manages. */
function othersCanUseKey({ settings, at }: RegionView): Problem[] {
  const key = knownString(settings.kmsKeyArn);
  if (key === undefined || !isManagedByAws(key)) return [];
  return reachesOthers(settings).map((setting) => ({
    path: at("kmsKeyArn"),
    message: `is AWS's own key, which no other account can use, but '${setting}' needs that: use a key of your own`,
  }));
}

export const isPublic = (settings: RegionView["settings"]): boolean =>
  known(knownObject(settings.share).public) === true;

/** EC2 user guide, "Make your AMI publicly available": not with encrypted volumes. */
function publicIsUnencrypted({ settings, at }: RegionView): Problem[] {
  if (!isPublic(settings) || settings.kmsKeyArn === undefined) return [];
  return [
    {
      path: `${at("share")}.public`,
      message: `needs AMIs that are not encrypted, but ${at("kmsKeyArn")} encrypts them: leave one of them out`,
    },
  ];
}

/** SsmParameterConfiguration in the API reference: the account must be a target of the region. */
function parameterAccountsAreTargets({ settings, at }: RegionView): Problem[] {
  const targets = settings.copyTo === undefined ? [] : fullyKnown(settings.copyTo);
  if (targets === undefined) return [];
  return knownList(knownObject(settings.publish).accountIds).flatMap((item, index) => {
    const account = knownString(item);
    if (account === undefined || targets.includes(account)) return [];
    return [
      {
        path: `${at("publish")}.accountIds[${index}]`,
        message:
          settings.copyTo === undefined
            ? "gets no copy: list it in 'copyTo', or leave 'accountIds' out for the image's own account"
            : `is not in ${at("copyTo")}: add it there, or take it out here`,
      },
    ];
  });
}

/** A failed write ends a build as failed, with its AMIs left behind, and a retry doesn't help. */
function parameterIsWritable({ settings, at }: RegionView): Problem[] {
  const publish = knownObject(settings.publish);
  const name = knownString(publish.parameterName);
  const byRole = publish.byExecutionRole !== undefined && known(publish.byExecutionRole) !== false;
  if (name === undefined || isImageBuilders(name) || byRole) return [];
  return [
    {
      path: `${at("publish")}.parameterName`,
      message:
        "must begin with /imagebuilder/, where Image Builder may write; or set 'byExecutionRole', " +
        "if the golden images have an execution role that may",
    },
  ];
}

/** Whether AWS writes the ID of that account's copy is unproven. */
function otherAccountsTemplateNeedsParameter({ settings, at }: RegionView): Problem[] {
  if (settings.publish !== undefined) return [];
  return knownList(settings.launchTemplates).flatMap((item, index) =>
    given(knownObject(item), ["launchTemplateId", "accountId"]).length < 2
      ? []
      : [
          {
            path: `${at("launchTemplates")}[${index}].accountId`,
            message:
              "names another account, whose launch template may not receive the ID of its own copy: " +
              "set 'publish' too, and let the template name that parameter",
          },
        ],
  );
}

/** FastLaunchConfiguration in the API reference: the account owns the AMI. */
function fastLaunchAccountIsTarget({ settings, at }: RegionView): Problem[] {
  const targets = settings.copyTo === undefined ? undefined : fullyKnown(settings.copyTo);
  if (targets === undefined) return [];
  return knownList(settings.fastLaunch).flatMap((item, index) => {
    const account = knownString(knownObject(item).accountId);
    return account === undefined || targets.includes(account)
      ? []
      : [
          {
            path: `${at("fastLaunch")}[${index}].accountId`,
            message: `has no AMI here: add it to ${at("copyTo")}, or take it out here`,
          },
        ];
  });
}

/** A build yields AMIs or container images, never both. */
function containersHaveNoAmiSettings({ settings, at }: RegionView): Problem[] {
  if (settings.container === undefined) return [];
  return amiSettings
    .filter((setting) => settings[setting] !== undefined)
    .map((setting) => ({
      path: at(setting),
      message: `is only for AMIs, but ${at("container")} makes this a distribution of containers: leave one of them out`,
    }));
}

/** All texts of a list, or nothing where one of them is not known yet. */
function fullyKnown(list: unknown): string[] | undefined {
  if (!Array.isArray(known(list))) return undefined;
  const texts = knownList(list).map(knownString);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
