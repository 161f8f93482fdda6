// The AWS clients of the custom resources: the default credential chain, or what the provider's configuration says.

import type { EC2Client } from "@aws-sdk/client-ec2";
import type { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
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

interface ClientConfiguration {
  maxAttempts: number;
  region?: string;
  endpoint?: string;
  profile?: string;
  credentials?: Credentials;
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

  private client<Client>(clients: Clients<Client>, region: unknown): Client {
    const at = typeof region === "string" ? region : (this.configuration.region ?? "");
    return clients.in(at, (service) => this.clientConfiguration(service, at));
  }

  private clientConfiguration(service: string, region: string): ClientConfiguration {
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

const credentialProviders = (): typeof import("@aws-sdk/credential-providers") =>
  require("@aws-sdk/credential-providers") as typeof import("@aws-sdk/credential-providers");
