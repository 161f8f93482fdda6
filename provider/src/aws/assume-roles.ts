// Roles that the provider's configuration says to assume, one by the other's credentials, as the `aws` provider does.

import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "@aws-sdk/types";
import type { FromTemporaryCredentialsOptions } from "@aws-sdk/credential-providers";

export interface AssumeRole {
  roleArn: string;
  sessionName?: string;
  externalId?: string;
  duration?: string;
  policy?: string;
  policyArns?: string[];
  sourceIdentity?: string;
  tags?: Record<string, string>;
  transitiveTagKeys?: string[];
}

export type Credentials = AwsCredentialIdentity | AwsCredentialIdentityProvider;

/** The credentials of the last role; each role is assumed with those of the one before. */
export function assumeInTurn(
  roles: readonly AssumeRole[],
  first: Credentials | undefined,
  clientConfig: FromTemporaryCredentialsOptions["clientConfig"],
  assume: (options: FromTemporaryCredentialsOptions) => Credentials,
): Credentials | undefined {
  return roles.reduce<Credentials | undefined>(
    (masterCredentials, role) =>
      assume({ params: toParams(role), clientConfig, ...(masterCredentials && { masterCredentials }) }),
    first,
  );
}

export function parseAssumeRoles(json: string | undefined): AssumeRole[] {
  if (json === undefined || json === "") return [];
  const parsed = parse(json);
  if (!Array.isArray(parsed) || !parsed.every(isAssumeRole)) {
    throw new Error(
      "the configuration goldenimage:assumeRoles must be a list of objects, each with a roleArn",
    );
  }
  return parsed;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const isAssumeRole = (role: { roleArn?: unknown } | null | undefined): role is AssumeRole =>
  typeof role?.roleArn === "string";

function toParams(role: AssumeRole): FromTemporaryCredentialsOptions["params"] {
  return {
    RoleArn: role.roleArn,
    RoleSessionName: role.sessionName,
    ExternalId: role.externalId,
    DurationSeconds: toSeconds(role.duration ?? "1h"),
    Policy: role.policy,
    PolicyArns: role.policyArns?.map((arn) => ({ arn })),
    SourceIdentity: role.sourceIdentity,
    Tags: role.tags && Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
    TransitiveTagKeys: role.transitiveTagKeys,
  };
}

const unitSeconds: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** A duration as Go writes it, such as `1h30m`; undefined where it is none. */
export function toSeconds(duration: string): number | undefined {
  if (!/^(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+$/.test(duration)) return undefined;
  const parts = duration.matchAll(/(\d+(?:\.\d+)?)(ms|us|µs|ns|h|m|s)/g);
  return Math.round(
    [...parts].reduce((sum, [, n, unit]) => sum + Number(n) * (unitSeconds[unit ?? ""] ?? 0), 0),
  );
}
