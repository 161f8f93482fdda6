// What must be right about settings by themselves, wherever they are written: at the top, or in a region.

import { given, known, knownList, knownObject, knownString, undecided } from "../checks/known";
import { problemsOf, sources } from "../checks/rule";
import type { Rule } from "../checks/rule";
import {
  bucketName,
  decidesInPreview,
  fitsPolicy,
  isWellFormed,
  keyIsWhole,
  keyOrAlias,
  roleName,
} from "../checks/common-rules";
import type { Problem } from "../checks/inputs";
import { literal } from "../plan/policy";
import type { Values } from "../protocol/values";
import { firstComesFirst, listFits, uniqueList } from "./lists";
import { repositoryRuleTable } from "./repository-rules";

/** The path of a property of the settings. */
type At = (property: string) => string;

export const settingRuleTable: readonly Rule<At>[] = [
  {
    name: "ami-name-has-build-date",
    says: "An AMI's name has {{ imagebuilder:buildDate }} in it, or a second build's name is taken.",
    source: sources.createDistribution,
    check: ({ amiName }, at) => amiNameHasBuildDate(at("amiName"), amiName),
  },
  {
    name: "copies-key-is-whole",
    says: "A key is given by its full ARN: a bare ID is looked up in the account that copies.",
    source: sources.crossAccount,
    check: ({ kmsKeyArn }, at) => keyIsWhole(at("kmsKeyArn"), kmsKeyArn),
  },
  {
    name: "share-names-somebody",
    says: "A share names somebody; no list is empty, too long, or has something twice.",
    source: sources.launchPermission,
    check: ({ share }, at) => shareNamesSomebody(at("share"), share),
  },
  {
    name: "copies-go-to-accounts",
    says: "Copies go to 1 to 1,536 accounts, to each once.",
    source: sources.createDistribution,
    check: ({ copyTo }, at) => uniqueList(at("copyTo"), copyTo, "AccountList"),
  },
  {
    name: "licenses-fit",
    says: "1 to 50 license configurations, each once.",
    source: sources.createDistribution,
    check: ({ licenseConfigurationArns: licences }, at) =>
      uniqueList(at("licenseConfigurationArns"), licences, "LicenseConfigurationArnList"),
  },
  {
    name: "made-launch-template-is-own",
    says: "A launch template is made in the image's own account, since no other lets in who deploys here.",
    source: sources.ours,
    check: ({ launchTemplates }, at) => madeTemplateIsOwn(at("launchTemplates"), launchTemplates),
  },
  {
    name: "launch-templates-fit",
    says: "1 to 100 launch templates, each once, of which one at most is made.",
    source: sources.createDistribution,
    check: ({ launchTemplates }, at) => launchTemplatesDiffer(at("launchTemplates"), launchTemplates),
  },
  {
    name: "fast-launch-is-whole",
    says: "Fast launch: an account once, 6 to 10,000 parallel launches, a template by ID or by a name that EC2 takes, with its version.",
    source: sources.fastLaunch,
    check: ({ fastLaunch }, at) => fastLaunchIsWhole(at("fastLaunch"), fastLaunch),
  },
  {
    name: "parameter-is-namable",
    says: "A parameter's name with levels begins with a slash, has 15 levels at most, and does not begin with aws or ssm.",
    source: sources.putParameter,
    check: ({ publish }, at) =>
      parameterIsNamable(at("publish.parameterName"), knownObject(publish).parameterName),
  },
  {
    name: "parameter-accounts-fit",
    says: "A parameter's accounts are named once each.",
    source: sources.ssmParameter,
    check: ({ publish }, at) =>
      uniqueList(at("publish.accountIds"), knownObject(publish).accountIds, "AccountList"),
  },
  {
    name: "export-bucket-is-a-name",
    says: "A bucket for exports is given by its name, which stands in the policy of the export's role.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
    check: ({ export: settings }, at) =>
      isWellFormed(
        at("export.bucket"),
        knownObject(settings).bucket,
        bucketName,
        "a bucket's name: 3 to 63 lower-case letters, digits, dots and hyphens",
      ),
  },
  {
    name: "export-prefix-is-literal",
    says: "The folder of exports has no `*`, `?` or `${`: it stands in the policy of the export's role.",
    source: sources.policyResources,
    check: ({ export: settings }, at) =>
      fitsPolicy(at("export.prefix"), knownObject(settings).prefix, literal),
  },
  {
    name: "export-role-is-a-name",
    says: "A role for exports is given by its name: not its ARN, and no path.",
    source: sources.vmExport,
    check: ({ export: settings }, at) =>
      isWellFormed(
        at("export.roleName"),
        knownObject(settings).roleName,
        roleName,
        "the name of a role: 1 to 64 letters, digits and any of _+=,.@-, without a path",
      ),
  },
  ...repositoryRuleTable.map((rule): Rule<At> => ({
    ...rule,
    check: ({ container }, at) => rule.check(knownObject(container), at("container")),
  })),
  {
    name: "distribution-is-decided",
    says: "Whether there are shares, parameters, exports, containers, launch templates and fast launches is known in preview.",
    source: sources.pulumi,
    check: decisionsAreKnown,
  },
];

/** `prefix` is the path of the settings, with its dot: `regions["eu-west-1"].`. */
export function settingRules(prefix: string, settings: Values): Problem[] {
  return problemsOf(settingRuleTable, settings, (property) => `${prefix}${property}`);
}

/** Buckets, roles and the kind of the distribution follow from these. */
function decisionsAreKnown(settings: Values, at: At): Problem[] {
  return decidesInPreview(
    Object.fromEntries([
      ...["share", "publish", "export", "container", "launchTemplates", "fastLaunch"].map((name) => [
        at(name),
        settings[name],
      ]),
      [at("publish.byExecutionRole"), knownObject(settings.publish).byExecutionRole],
      ...knownList(settings.launchTemplates).map((item, index) => [at(`launchTemplates[${index}]`), item]),
    ]),
  );
}

/** A second build with the same AMI name would fail; the API refuses a name without it. */
function amiNameHasBuildDate(path: string, value: unknown): Problem[] {
  const name = knownString(value);
  if (name === undefined || /\{\{\s*imagebuilder:buildDate\s*\}\}/.test(name)) return [];
  return [
    { path, message: "must contain {{ imagebuilder:buildDate }}, or the second build's name is taken" },
  ];
}

/** The region that a key's ARN names. */
export const regionOfKey = (arn: string): string | undefined => keyOrAlias.exec(arn)?.[1];

/** The key that AWS makes for EBS by itself: its policy can't be changed, so no other account can use it. */
export const isManagedByAws = (arn: string): boolean => /:alias\/aws\//.test(arn);

/** LaunchPermissionConfiguration in the API reference. */
export function shareNamesSomebody(path: string, value: unknown): Problem[] {
  if (value === undefined || undecided(value)) return [];
  const share = knownObject(value);
  const shapes = {
    accounts: "AccountList",
    organizations: "OrganizationArnList",
    organizationalUnits: "OrganizationalUnitArnList",
  };
  if (given(share, Object.keys(shapes)).length === 0 && (known(share.public) ?? false) === false) {
    return undecided(share.public) ? [] : [{ path, message: "names nobody: leave it out" }];
  }
  return Object.entries(shapes).flatMap(([list, shape]) => uniqueList(`${path}.${list}`, share[list], shape));
}

function launchTemplatesDiffer(path: string, value: unknown): Problem[] {
  const items = knownList(value).map((item, index) => {
    const { launchTemplateId, accountId } = knownObject(item);
    const id = launchTemplateId === undefined ? "made" : knownString(launchTemplateId);
    return {
      path: `${path}[${index}]`,
      key:
        undecided(item) ||
        id === undefined ||
        (accountId !== undefined && knownString(accountId) === undefined)
          ? undefined
          : `${id} ${knownString(accountId) ?? ""}`,
    };
  });
  return [...listFits(path, value, "LaunchTemplateConfigurationList"), ...firstComesFirst(items)];
}

function madeTemplateIsOwn(path: string, value: unknown): Problem[] {
  return knownList(value).flatMap((item, index) => {
    const { launchTemplateId, accountId } = knownObject(item);
    return launchTemplateId !== undefined || accountId === undefined
      ? []
      : [
          {
            path: `${path}[${index}].accountId`,
            message:
              "goes with 'launchTemplateId', since a launch template is made in the image's own account only: " +
              "make it in the other one and give its ID, or leave 'accountId' out",
          },
        ];
  });
}

/** EnableFastLaunch in the EC2 API reference: 6 at least; a template by ID or by name, and with its version. */
function fastLaunchIsWhole(path: string, value: unknown): Problem[] {
  const items = knownList(value).map((item, index) => ({
    path: `${path}[${index}]`,
    settings: knownObject(item),
  }));
  return [
    ...listFits(path, value, "FastLaunchConfigurationList"),
    ...firstComesFirst(
      items.map((item) => ({
        path: `${item.path}.accountId`,
        key: knownString(item.settings.accountId),
      })),
    ),
    ...items.flatMap(({ path: at, settings }): Problem[] => {
      const launches = known(settings.maxParallelLaunches);
      const templates = given(settings, ["launchTemplateId", "launchTemplateName"]);
      const versioned = settings.launchTemplateVersion !== undefined;
      return [
        ...(typeof launches === "number" && (launches < 6 || launches > 10_000)
          ? [
              {
                path: `${at}.maxParallelLaunches`,
                message: "must be 6 to 10,000; leave it out for AWS's default, 6",
              },
            ]
          : []),
        ...isWellFormed(
          `${at}.launchTemplateName`,
          settings.launchTemplateName,
          /^[0-9A-Za-z()./_-]{3,125}$/,
          "a launch template's name: 3 to 125 letters, digits and any of ()./_-",
        ),
        ...(templates.length > 1
          ? [{ path: at, message: "has 'launchTemplateId' and 'launchTemplateName'; set one of them" }]
          : []),
        ...(templates.length > 0 && !versioned
          ? [
              {
                path: `${at}.launchTemplateVersion`,
                message: "is needed with a launch template; for example '$Default'",
              },
            ]
          : []),
        ...(templates.length === 0 && versioned
          ? [
              {
                path: `${at}.launchTemplateVersion`,
                message: "goes with 'launchTemplateId' or 'launchTemplateName'",
              },
            ]
          : []),
      ];
    }),
  ];
}

/** PutParameter in the Systems Manager API reference; characters and length are the service model's. */
function parameterIsNamable(path: string, value: unknown): Problem[] {
  const name = knownString(value);
  if (name === undefined) return [];
  if (name.includes("/") && !name.startsWith("/")) {
    return [{ path, message: "has levels, so it must begin with a slash" }];
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    return [
      { path, message: "must not begin with 'aws' or 'ssm', which are AWS's own; try /imagebuilder/..." },
    ];
  }
  if (name.split("/").length - 1 > 15) {
    return [{ path, message: "has more than 15 levels" }];
  }
  return [];
}

/** Elsewhere the service-linked role may not write: the user guide's page on service-linked roles. */
export const isImageBuilders = (parameterName: string): boolean => /^\/imagebuilder\//.test(parameterName);
