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

export class Aws {
  private readonly clients = new Map<string, unknown>();
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
    return this.client("imagebuilder", region, (config) => new (sdk().ImagebuilderClient)(config));
  }

  ec2(region: unknown): EC2Client {
    return this.client("ec2", region, (config) => new (ec2Sdk().EC2Client)(config));
  }

  private client<Client>(
    service: string,
    region: unknown,
    make: (configuration: ClientConfiguration) => Client,
  ): Client {
    const at = typeof region === "string" ? region : (this.configuration.region ?? "");
    const key = `${service}/${at}`;
    if (!this.clients.has(key)) this.clients.set(key, make(this.clientConfiguration(service, at)));
    return this.clients.get(key) as Client;
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
    const list = JSON.parse(this.configuration.endpoints ?? "[]") as Record<string, string>[];
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

/** An error of AWS as a user can act on it. */
export function explain(error: unknown, permission: string): Error {
  const { name, message } = error as Error;
  if (isDenied(error)) {
    return new Error(`the permission ${permission} is missing: ${message}`);
  }
  return new Error(`${permission}: ${name}: ${message}`);
}

/** What the services call it: the first two are Image Builder's, the third EC2's, the last that of both's STS. */
const deniedNames = ["AccessDeniedException", "ForbiddenException", "UnauthorizedOperation", "AccessDenied"];

export const isDenied = (error: unknown): boolean =>
  error instanceof Error && deniedNames.includes(error.name);
