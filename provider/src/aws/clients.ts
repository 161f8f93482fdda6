// The AWS clients of the custom resources: the default credential chain, or what the provider's configuration says.

import type { EC2Client } from "@aws-sdk/client-ec2";
import type { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import type { ECRClient } from "@aws-sdk/client-ecr";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SNSClient } from "@aws-sdk/client-sns";
import { assumeInTurn, parseAssumeRoles } from "./assume-roles";
import type { Credentials } from "./assume-roles";
import { withNewerMembers } from "./newer-members";
import { Reach, limit, limitsOf } from "./reach";
import type { Limits } from "./reach";

export interface Configuration {
  region?: string;
  profile?: string;
  accessKey?: string;
  secretKey?: string;
  token?: string;
  /** JSON of a list of objects, as the `aws` provider has it. */
  assumeRoles?: string;
  /** JSON of a list of objects, as the `aws` provider has it. */
  endpoints?: string;
  /** JSON of a whole number. */
  maxRetries?: string;
  retryMode?: string;
  /** `true` or `false`. */
  useFipsEndpoint?: string;
  /** `true` or `false`. */
  useDualstackEndpoint?: string;
  /** How long a call may take with all its tries. */
  callTimeoutSeconds?: string;
}

/** Throttling is common while many pipelines change at once. */
const defaultRetries = 7;

export interface ClientConfiguration {
  maxAttempts: number;
  retryMode?: string;
  useFipsEndpoint?: boolean;
  useDualstackEndpoint?: boolean;
  region?: string;
  endpoint?: string;
  profile?: string;
  credentials?: Credentials;
  /** What carries out requests. */
  requestHandler?: object;
}

export class Aws {
  // Of each service, the client of a region; that of the configuration where none is given.
  readonly imageBuilder = this.inRegions("imagebuilder", (config): ImagebuilderClient =>
    withNewerMembers(new (sdk().ImagebuilderClient)(config)),
  );
  readonly ec2 = this.inRegions("ec2", (config): EC2Client => new (ec2Sdk().EC2Client)(config));
  readonly ecr = this.inRegions("ecr", (config): ECRClient => new (ecrSdk().ECRClient)(config));
  readonly events = this.inRegions(
    "events",
    (config): EventBridgeClient => new (eventsSdk().EventBridgeClient)(config),
  );
  readonly iam = this.inRegions("iam", (config): IAMClient => new (iamSdk().IAMClient)(config));
  readonly kms = this.inRegions("kms", (config): KMSClient => new (kmsSdk().KMSClient)(config));
  readonly logs = this.inRegions(
    "logs",
    (config): CloudWatchLogsClient => new (logsSdk().CloudWatchLogsClient)(config),
  );
  readonly s3 = this.inRegions("s3", (config): S3Client => new (s3Sdk().S3Client)(config));
  readonly sns = this.inRegions("sns", (config): SNSClient => new (snsSdk().SNSClient)(config));
  private roleCredentials: Credentials | undefined;
  private readonly limits: Limits;
  private readonly reach: Reach;

  constructor(
    private readonly configuration: Configuration,
    /** Aborted when the user interrupts: no call goes on for long after that. */
    readonly cancelled: AbortSignal = new AbortController().signal,
    limits: Partial<Limits> = {},
  ) {
    this.limits = { ...limitsOf(parseCallSeconds(configuration.callTimeoutSeconds)), ...limits };
    this.reach = new Reach(this.limits);
  }

  /** The region of resources that name none: the configuration's, or that of the environment or the profile. */
  async region(): Promise<string | undefined> {
    if (this.configuration.region !== undefined) return this.configuration.region;
    // The SDK fails where nothing tells it.
    return this.imageBuilder(undefined)
      .config.region()
      .catch(() => undefined);
  }

  private inRegions<Client extends Parameters<typeof limit>[0]>(
    service: string,
    make: (configuration: ClientConfiguration) => Client,
  ): (region: unknown) => Client {
    const clients = new Map<string, Client>();
    return (region) => {
      const at = typeof region === "string" ? region : (this.configuration.region ?? "");
      const known = clients.get(at);
      if (known !== undefined) return known;
      const { limits, cancelled } = this;
      const client = limit(make(this.clientConfiguration(service, at)), { service, limits, cancelled });
      clients.set(at, client);
      return client;
    };
  }

  protected clientConfiguration(service: string, region: string): ClientConfiguration {
    const { profile, maxRetries, retryMode, useFipsEndpoint, useDualstackEndpoint } = this.configuration;
    const endpoint = this.endpointOf(service);
    const credentials = this.credentials();
    return {
      maxAttempts: 1 + Number(maxRetries ?? defaultRetries),
      ...(retryMode !== undefined && { retryMode }),
      ...(useFipsEndpoint !== undefined && { useFipsEndpoint: useFipsEndpoint === "true" }),
      ...(useDualstackEndpoint !== undefined && { useDualstackEndpoint: useDualstackEndpoint === "true" }),
      requestHandler: this.reach,
      ...(region !== "" && { region }),
      ...(endpoint !== undefined && { endpoint }),
      ...(profile !== undefined && { profile }),
      ...(credentials !== undefined && { credentials }),
    };
  }

  private credentials(): Credentials | undefined {
    const { region, profile, accessKey, secretKey, token } = this.configuration;
    const own =
      accessKey !== undefined && secretKey !== undefined
        ? {
            accessKeyId: accessKey,
            secretAccessKey: secretKey,
            ...(token && { sessionToken: token }),
          }
        : undefined;
    const roles = parseAssumeRoles(this.configuration.assumeRoles);
    if (roles.length === 0) return own;
    const { fromNodeProviderChain, fromTemporaryCredentials } = credentialProviders();
    const { reach: requestHandler } = this;
    const first =
      own ??
      (profile === undefined
        ? undefined
        : fromNodeProviderChain({ profile, clientConfig: { requestHandler } }));
    const endpoint = this.endpointOf("sts");
    return (this.roleCredentials ??= assumeInTurn(
      roles,
      first,
      {
        requestHandler,
        ...(region !== undefined && { region }),
        ...(endpoint !== undefined && { endpoint }),
      },
      fromTemporaryCredentials,
    ));
  }

  private endpointOf(service: string): string | undefined {
    const list: Record<string, string>[] = JSON.parse(this.configuration.endpoints ?? "[]");
    return list.find((entry) => entry[service] !== undefined)?.[service];
  }
}

function parseCallSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new Error("the configuration goldenimage:callTimeoutSeconds must be a number of seconds above 0");
}

// The SDK, each part loaded when it is first called.

export const sdk = () =>
  require("@aws-sdk/client-imagebuilder") as typeof import("@aws-sdk/client-imagebuilder");
export const ec2Sdk = () => require("./ec2-client") as typeof import("./ec2-client");
export const ecrSdk = () => require("./ecr-client") as typeof import("./ecr-client");
export const eventsSdk = () => require("./events-client") as typeof import("./events-client");
export const iamSdk = () => require("./iam-client") as typeof import("./iam-client");
export const kmsSdk = () => require("./kms-client") as typeof import("./kms-client");
export const logsSdk = () => require("./logs-client") as typeof import("./logs-client");
export const s3Sdk = () => require("./s3-client") as typeof import("./s3-client");
export const snsSdk = () => require("./sns-client") as typeof import("./sns-client");

const credentialProviders = (): typeof import("@aws-sdk/credential-providers") =>
  require("@aws-sdk/credential-providers") as typeof import("@aws-sdk/credential-providers");
