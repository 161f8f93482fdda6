// The AWS clients of the custom resources: the default credential chain, or what the provider's configuration says.

import type { ImagebuilderClient, ImagebuilderClientConfig } from "@aws-sdk/client-imagebuilder";

export interface Configuration {
  region?: string;
  profile?: string;
  accessKey?: string;
  secretKey?: string;
  token?: string;
  /** JSON of a list of objects, as the `aws` provider has it. */
  endpoints?: string;
}

export class Aws {
  private readonly clients = new Map<string, ImagebuilderClient>();

  constructor(private readonly configuration: Configuration) {}

  imageBuilder(region: unknown): ImagebuilderClient {
    const at = typeof region === "string" ? region : (this.configuration.region ?? "");
    let client = this.clients.get(at);
    if (!client) {
      const { ImagebuilderClient: Client } = sdk();
      client = new Client(this.clientConfiguration(at));
      this.clients.set(at, client);
    }
    return client;
  }

  private clientConfiguration(region: string): ImagebuilderClientConfig {
    const { profile, accessKey, secretKey, token, endpoints } = this.configuration;
    const endpoint = endpoints === undefined ? undefined : endpointOf(endpoints, "imagebuilder");
    return {
      // Throttling is common while many pipelines change at once.
      maxAttempts: 8,
      ...(region !== "" && { region }),
      ...(endpoint !== undefined && { endpoint }),
      ...(profile !== undefined && { profile }),
      ...(accessKey !== undefined &&
        secretKey !== undefined && {
          credentials: {
            accessKeyId: accessKey,
            secretAccessKey: secretKey,
            ...(token && { sessionToken: token }),
          },
        }),
    };
  }
}

/** The SDK, loaded when the first call is made. */
export function sdk(): typeof import("@aws-sdk/client-imagebuilder") {
  return require("@aws-sdk/client-imagebuilder") as typeof import("@aws-sdk/client-imagebuilder");
}

function endpointOf(json: string, service: string): string | undefined {
  const list = JSON.parse(json) as Record<string, string>[];
  return list.find((entry) => entry[service] !== undefined)?.[service];
}

/** An error of AWS as a user can act on it. */
export function explain(error: unknown, permission: string): Error {
  const { name, message } = error as Error;
  if (isDenied(error)) {
    return new Error(`the permission ${permission} is missing: ${message}`);
  }
  return new Error(`${permission}: ${name}: ${message}`);
}

export const isDenied = (error: unknown): boolean =>
  error instanceof Error && (error.name === "AccessDeniedException" || error.name === "ForbiddenException");
