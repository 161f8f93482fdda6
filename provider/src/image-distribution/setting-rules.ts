// What must be right about settings by themselves, wherever they are written: at the top, or in a region.

import { atMostOne } from "../checks/common-rules";
import {
  bucketName,
  hasForm,
  kmsKeyOrAliasArn,
  launchTemplateName,
  literal,
  roleName,
} from "../checks/identifiers";
import { given, known, knownList, knownObject, knownString, undecided } from "../checks/known";
import { duplicates, listFits, uniqueList } from "../checks/lists";
import type { Problem } from "../checks/problems";
import { problemsOf } from "../checks/rule";
import type { Rule } from "../checks/rule";
import { sources } from "../checks/sources";
import type { Values } from "../protocol/values";
import { repositoryProblems } from "./repository-rules";

/** The path of a property of the settings. */
type At = (property: string) => string;

export const settingRules: readonly Rule<At>[] = [
  {
    name: "ami-name-has-build-date",
    description: "An AMI's name has {{ imagebuilder:buildDate }} in it, or a second build's name is taken.",
    source: sources.createDistribution,
    check: ({ amiName }, at) => amiNameHasBuildDate(at("amiName"), amiName),
  },
  {
    name: "copies-key-is-whole",
    description: "A key is given by its full ARN: a bare ID is looked up in the account that copies.",
    source: sources.crossAccount,
    check: ({ kmsKeyArn }, at) => hasForm(at("kmsKeyArn"), kmsKeyArn, kmsKeyOrAliasArn),
  },
  {
    name: "share-names-somebody",
    description: "A share names somebody; no list is empty, too long, or has something twice.",
    source: sources.launchPermission,
    check: ({ share }, at) => shareNamesSomebody(at("share"), share),
  },
  {
    name: "copies-go-to-accounts",
    description: "Copies go to 1 to 1,536 accounts, to each once.",
    source: sources.createDistribution,
    check: ({ copyTo }, at) => uniqueList(at("copyTo"), copyTo, "AccountList"),
  },
  {
    name: "licenses-fit",
    description: "1 to 50 license configurations, each once.",
    source: sources.createDistribution,
    check: ({ licenseConfigurationArns: licenses }, at) =>
      uniqueList(at("licenseConfigurationArns"), licenses, "LicenseConfigurationArnList"),
  },
  {
    name: "made-launch-template-is-own",
    description:
      "A launch template is made in the image's own account, since no other lets in who deploys here.",
    source: sources.ours,
    check: ({ launchTemplates }, at) => madeTemplateIsOwn(at("launchTemplates"), launchTemplates),
  },
  {
    name: "launch-templates-fit",
    description: "1 to 100 launch templates, each once, of which one at most is made.",
    source: sources.createDistribution,
    check: ({ launchTemplates }, at) => launchTemplatesDiffer(at("launchTemplates"), launchTemplates),
  },
  {
    name: "fast-launch-is-whole",
    description:
      "Fast launch: an account once, 6 to 10,000 parallel launches, a template by ID or by a name that EC2 takes, with its version.",
    source: sources.fastLaunch,
    check: ({ fastLaunch }, at) => fastLaunchIsWhole(at("fastLaunch"), fastLaunch),
  },
  {
    name: "parameter-is-namable",
    description:
      "A parameter's name with levels begins with a slash, has 15 levels at most, and does not begin with aws or ssm.",
    source: sources.putParameter,
    check: ({ publish }, at) =>
      parameterIsNamable(at("publish.parameterName"), knownObject(publish).parameterName),
  },
  {
    name: "parameter-accounts-fit",
    description: "A parameter's accounts are named once each.",
    source: sources.ssmParameter,
    check: ({ publish }, at) =>
      uniqueList(at("publish.accountIds"), knownObject(publish).accountIds, "AccountList"),
  },
  {
    name: "export-bucket-is-a-name",
    description:
      "A bucket for exports is given by its name, which stands in the policy of the export's role.",
    source: sources.bucketNames,
    check: ({ export: settings }, at) =>
      hasForm(at("export.bucket"), knownObject(settings).bucket, bucketName),
  },
  {
    name: "export-prefix-is-literal",
    description:
      "The folder of exports has no `*`, `?` or `${`: it stands in the policy of the export's role.",
    source: sources.policyResources,
    check: ({ export: settings }, at) => hasForm(at("export.prefix"), knownObject(settings).prefix, literal),
  },
  {
    name: "export-role-is-a-name",
    description: "A role for exports is given by its name: not its ARN, and no path.",
    source: sources.vmExport,
    check: ({ export: settings }, at) =>
      hasForm(at("export.roleName"), knownObject(settings).roleName, roleName),
  },
];

/** `pathPrefix` is the path of the settings, with its dot: `regions["eu-west-1"].`. */
export function settingProblems(pathPrefix: string, settings: Values): Problem[] {
  const at: At = (property) => `${pathPrefix}${property}`;
  return [
    ...problemsOf(settingRules, settings, at),
    ...repositoryProblems(settings.container, at("container")),
  ];
}

/** A second build with the same AMI name would fail; the API refuses a name without it. */
function amiNameHasBuildDate(path: string, value: unknown): Problem[] {
  const name = knownString(value);
  if (name === undefined || /\{\{\s*imagebuilder:buildDate\s*\}\}/.test(name)) return [];
  return [
    { path, message: "must contain {{ imagebuilder:buildDate }}, or the second build's name is taken" },
  ];
}

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
  return [...listFits(path, value, "LaunchTemplateConfigurationList"), ...duplicates(items)];
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
              "requires 'launchTemplateId', since a launch template is made in the image's own account only: " +
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
    ...duplicates(
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
                message: "must be 6 to 10,000: leave it out for AWS's default, 6",
              },
            ]
          : []),
        ...hasForm(`${at}.launchTemplateName`, settings.launchTemplateName, launchTemplateName),
        ...atMostOne(at, settings, templates),
        ...(templates.length > 0 && !versioned
          ? [
              {
                path: `${at}.launchTemplateVersion`,
                message: "is required with a launch template: set it, for example to '$Default'",
              },
            ]
          : []),
        ...(templates.length === 0 && versioned
          ? [
              {
                path: `${at}.launchTemplateVersion`,
                message: "requires 'launchTemplateId' or 'launchTemplateName'",
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
    return [{ path, message: "must begin with a slash, since it has levels" }];
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    return [
      {
        path,
        message: "must not begin with 'aws' or 'ssm', which only AWS may use: begin it with /imagebuilder/",
      },
    ];
  }
  if (name.split("/").length - 1 > 15) {
    return [{ path, message: "must have at most 15 levels" }];
  }
  return [];
}

/** Elsewhere the service-linked role may not write: the user guide's page on service-linked roles. */
export const isImageBuilders = (parameterName: string): boolean => /^\/imagebuilder\//.test(parameterName);
