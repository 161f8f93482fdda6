// What must be right about the provider's configuration, beyond the types of its settings.

import { toSeconds } from "../aws/assume-roles";
import { form, hasForm } from "../checks/identifiers";
import type { TextForm } from "../checks/identifiers";
import { isSecret, knownList, knownObject } from "../checks/known";
import type { Problem } from "../checks/problems";
import { regionIsKnown } from "../checks/regions";
import { rulesIn } from "../checks/rule";
import type { Rule, RuleTable, RuleTopic } from "../checks/rule";
import { sources } from "../checks/sources";
import { slipOf, suggestion } from "../checks/suggestions";
import { entryPath } from "../checks/wording";
import type { Values } from "../protocol/values";

const assumeRole = "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html";

/** Services that are called, as `endpoints` names them. */
const services = ["ec2", "ecr", "events", "iam", "imagebuilder", "kms", "logs", "s3", "sns", "sts"] as const;

/** Settings of the `aws` provider that this one hasn't, and what to do instead. */
const settingsOfAws: Readonly<Record<string, string>> = {
  allowedAccountIds: "only the 'aws' provider has it: leave it out",
  assumeRoleWithWebIdentity: inEnvironment("AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE"),
  customCaBundle: inEnvironment("NODE_EXTRA_CA_CERTS"),
  defaultTags: "it is about what the 'aws' provider makes: set aws:defaultTags",
  ec2MetadataServiceEndpoint: inEnvironment("AWS_EC2_METADATA_SERVICE_ENDPOINT"),
  ec2MetadataServiceEndpointMode: inEnvironment("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"),
  forbiddenAccountIds: "only the 'aws' provider has it: leave it out",
  httpProxy: inEnvironment("HTTP_PROXY"),
  httpsProxy: inEnvironment("HTTPS_PROXY"),
  ignoreTags: "it is about what the 'aws' provider makes: set aws:ignoreTags",
  insecure: `certificates are always checked; for one of your own, ${inEnvironment("NODE_EXTRA_CA_CERTS")}`,
  noProxy: inEnvironment("NO_PROXY"),
  s3UsEast1RegionalEndpoint: "it has no meaning here: leave it out",
  s3UsePathStyle: "it has no meaning here: leave it out",
  sharedConfigFiles: inEnvironment("AWS_CONFIG_FILE"),
  sharedCredentialsFiles: inEnvironment("AWS_SHARED_CREDENTIALS_FILE"),
  skipCredentialsValidation: "credentials are only looked at when AWS is called: leave it out",
  skipMetadataApiCheck: inEnvironment("AWS_EC2_METADATA_DISABLED"),
  skipRegionValidation: "it has no meaning here: leave it out",
  skipRequestingAccountId: "it has no meaning here: leave it out",
  stsRegion: "roles are assumed in 'region': leave it out",
  tagPolicyCompliance: "it is about what the 'aws' provider makes: leave it out",
  tokenBucketRateLimiterCapacity: "'retryMode' and 'maxRetries' are there: leave it out",
  userAgents: "it has no meaning here: leave it out",
};

function inEnvironment(variables: string): string {
  return `set ${variables} in the environment`;
}

const sessionName = form(/^[\w+=,.@-]{2,64}$/, "2 to 64 letters, digits and `_+=,.@-`");
const duration: TextForm = (text) => {
  const seconds = toSeconds(text) ?? 0;
  return seconds >= 900 && seconds <= 43_200
    ? undefined
    : "must be 15 minutes to 12 hours, such as 1h30m or 900s";
};

const httpUrl: TextForm = (text) =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
    ? undefined
    : "must be a URL, such as http://127.0.0.1:4566";

/** The roles, each with where it is written. */
const roles = ({ assumeRoles }: Values): [path: string, role: Values][] =>
  knownList(assumeRoles).map((role, index) => [`assumeRoles[${index}]`, knownObject(role)]);

const topics: readonly RuleTopic<undefined>[] = [
  {
    title: "Calling AWS",
    rules: [
      {
        name: "configured-region-exists",
        description: "The region is one of AWS's.",
        source: sources.ours,
        check: ({ region }) => regionIsKnown("region", region),
      },
      {
        name: "access-key-has-its-secret",
        description: "`accessKey` and `secretKey` are set together, and `token` only with them.",
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html",
        check: ({ accessKey, secretKey, token }) => {
          const missing = [
            ...(accessKey === undefined ? ["accessKey"] : []),
            ...(secretKey === undefined ? ["secretKey"] : []),
          ];
          const given = [accessKey, secretKey, token].some((each) => each !== undefined);
          return given
            ? missing.map((path) => ({ path, message: "is required with the other parts of the key" }))
            : [];
        },
      },
      {
        name: "endpoints-are-urls",
        description: "An endpoint is a URL of `http` or `https`.",
        source: sources.ours,
        check: ({ endpoints }) =>
          knownList(endpoints).flatMap((entry, index) =>
            Object.entries(knownObject(entry)).flatMap(([service, url]) =>
              hasForm(entryPath(`endpoints[${index}]`, service, isSecret(entry)), url, httpUrl),
            ),
          ),
      },
      {
        name: "endpoint-services-are-called",
        description:
          "An endpoint's service isn't a misspelling of one that is called. Others are taken, so that the list can be that of the `aws` provider.",
        source: sources.ours,
        check: ({ endpoints }) =>
          knownList(endpoints).flatMap((entry, index): Problem[] => {
            if (isSecret(entry)) return [];
            return Object.keys(knownObject(entry)).flatMap((service): Problem[] => {
              const meant = slipOf(service, services);
              return meant === undefined
                ? []
                : [
                    {
                      path: entryPath(`endpoints[${index}]`, service, false),
                      message: `is unknown${suggestion(meant)}`,
                    },
                  ];
            });
          }),
      },
      {
        name: "settings-of-the-aws-provider",
        description:
          "A setting that only the `aws` provider has is refused by its name, with what to do instead.",
        source: "https://www.pulumi.com/registry/packages/aws/installation-configuration/",
        check: (inputs): Problem[] =>
          Object.keys(inputs).flatMap((path): Problem[] => {
            const instead = settingsOfAws[path];
            return instead === undefined
              ? []
              : [{ path, message: `is no setting of goldenimage; ${instead}`, conclusive: true }];
          }),
      },
    ],
  },
  {
    title: "Roles to assume",
    rules: [
      {
        name: "session-name-is-well-formed",
        description: "A session's name has 2 to 64 letters, digits and `_+=,.@-`.",
        source: assumeRole,
        check: (inputs) =>
          roles(inputs).flatMap(([path, role]) =>
            hasForm(`${path}.sessionName`, role.sessionName, sessionName),
          ),
      },
      {
        name: "session-lasts-minutes-to-hours",
        description: "A session lasts 15 minutes to 12 hours.",
        source: assumeRole,
        check: (inputs) =>
          roles(inputs).flatMap(([path, role]) => hasForm(`${path}.duration`, role.duration, duration)),
      },
    ],
  },
];

export const configurationTable: RuleTable = { title: "The provider's configuration", topics };

export const configurationRules: readonly Rule<undefined>[] = rulesIn(topics);
