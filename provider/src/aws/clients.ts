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
}

export interface ClientConfiguration {
  maxAttempts: number;
  region?: string;
  endpoint?: string;
  profile?: string;
  credentials?: Credentials;
  /** In tests, what carries out requests without a network. */
  requestHandler?: object;
}

/** The clients of one service, by region. */
class Clients<Client> {
  private readonly clients = new Map<string, Client>();

  constructor(
    private readonly service: string,
    private readonly make: (configuration: ClientConfiguration) => Client,
  ) {}

  in(region: string, configuration: (service: string) => ClientConfiguration): Client {
    const client = this.clients.get(region) ?? this.make(configuration(this.service));
    this.clients.set(region, client);
    return client;
  }
}

export class Aws {
  private readonly imageBuilders = new Clients(
    "imagebuilder",
    (config): ImagebuilderClient => new (sdk().ImagebuilderClient)(config),
  );
  private readonly ec2s = new Clients("ec2", (config): EC2Client => new (ec2Sdk().EC2Client)(config));
  private readonly ecrClients = new Clients("ecr", (config): ECRClient => new (ecrSdk().ECRClient)(config));
  private readonly eventsClients = new Clients(
    "events",
    (config): EventBridgeClient => new (eventsSdk().EventBridgeClient)(config),
  );
  private readonly iamClients = new Clients("iam", (config): IAMClient => new (iamSdk().IAMClient)(config));
  private readonly kmsClients = new Clients("kms", (config): KMSClient => new (kmsSdk().KMSClient)(config));
  private readonly logsClients = new Clients(
    "logs",
    (config): CloudWatchLogsClient => new (logsSdk().CloudWatchLogsClient)(config),
  );
  private readonly s3Clients = new Clients("s3", (config): S3Client => new (s3Sdk().S3Client)(config));
  private readonly snsClients = new Clients("sns", (config): SNSClient => new (snsSdk().SNSClient)(config));
  private roleCredentials: Credentials | undefined;

  constructor(private readonly configuration: Configuration) {}

  /** The region of resources that name none: the configuration's, or that of the environment or the profile. */
  async region(): Promise<string | undefined> {
    if (this.configuration.region !== undefined) return this.configuration.region;
    // The SDK fails where nothing tells it.
    return this.imageBuilder(undefined)
      .config.region()
      .catch(() => undefined);
  }

  imageBuilder(region: unknown): ImagebuilderClient {
    return this.client(this.imageBuilders, region);
  }

  ec2(region: unknown): EC2Client {
    return this.client(this.ec2s, region);
  }

  ecr(region: unknown): ECRClient {
    return this.client(this.ecrClients, region);
  }

  events(region: unknown): EventBridgeClient {
    return this.client(this.eventsClients, region);
  }

  iam(region: unknown): IAMClient {
    return this.client(this.iamClients, region);
  }

  kms(region: unknown): KMSClient {
    return this.client(this.kmsClients, region);
  }

  logs(region: unknown): CloudWatchLogsClient {
    return this.client(this.logsClients, region);
  }

  s3(region: unknown): S3Client {
    return this.client(this.s3Clients, region);
  }

  sns(region: unknown): SNSClient {
    return this.client(this.snsClients, region);
  }

  private client<Client>(clients: Clients<Client>, region: unknown): Client {
    const at = typeof region === "string" ? region : (this.configuration.region ?? "");
    return clients.in(at, (service) => this.clientConfiguration(service, at));
  }

  protected clientConfiguration(service: string, region: string): ClientConfiguration {
    const { profile } = this.configuration;
    const endpoint = this.endpointOf(service);
    const credentials = this.credentials();
    return {
      // Throttling is common while many pipelines change at once.
      maxAttempts: 8,
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
    const first = own ?? (profile === undefined ? undefined : fromNodeProviderChain({ profile }));
    const endpoint = this.endpointOf("sts");
    return (this.roleCredentials ??= assumeInTurn(
      roles,
      first,
      { ...(region !== undefined && { region }), ...(endpoint !== undefined && { endpoint }) },
      fromTemporaryCredentials,
    ));
  }

  private endpointOf(service: string): string | undefined {
    const list: Record<string, string>[] = JSON.parse(this.configuration.endpoints ?? "[]");
    return list.find((entry) => entry[service] !== undefined)?.[service];
  }
}

// The SDK, each part loaded when it is first called.

export function sdk(): typeof import("@aws-sdk/client-imagebuilder") {
  return require("@aws-sdk/client-imagebuilder") as typeof import("@aws-sdk/client-imagebuilder");
}

export function ec2Sdk(): typeof import("./ec2-client") {
  return require("./ec2-client") as typeof import("./ec2-client");
}

export function ecrSdk(): typeof import("./ecr-client") {
  return require("./ecr-client") as typeof import("./ecr-client");
}

export function eventsSdk(): typeof import("./events-client") {
  return require("./events-client") as typeof import("./events-client");
}

export function iamSdk(): typeof import("./iam-client") {
  return require("./iam-client") as typeof import("./iam-client");
}

export function kmsSdk(): typeof import("./kms-client") {
  return require("./kms-client") as typeof import("./kms-client");
}

export function logsSdk(): typeof import("./logs-client") {
  return require("./logs-client") as typeof import("./logs-client");
}

export function s3Sdk(): typeof import("./s3-client") {
  return require("./s3-client") as typeof import("./s3-client");
}

export function snsSdk(): typeof import("./sns-client") {
  return require("./sns-client") as typeof import("./sns-client");
}

const credentialProviders = (): typeof import("@aws-sdk/credential-providers") =>
  require("@aws-sdk/credential-providers") as typeof import("@aws-sdk/credential-providers");
