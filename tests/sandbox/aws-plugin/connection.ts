// How the stand-in reaches the emulator: over HTTP, or within one process where a test makes thousands of changes.

import type { ImagebuilderClientConfig } from "@aws-sdk/client-imagebuilder";
import type { Emulator } from "../image-builder";

/** A request as the SDK hands it to whoever sends it. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

interface Response {
  readonly status: number;
  readonly body: string;
  /** What AWS calls the error, if it is one. */
  readonly error?: string;
}

export interface Connection {
  /** Sends a request to the emulator's own endpoints, below /_sandbox/. */
  send(method: string, url: URL, body?: string): Promise<Response>;
  /** What the AWS SDK sends its requests by, where it isn't HTTP. */
  readonly requestHandler?: ImagebuilderClientConfig["requestHandler"];
}

const errorHeader = "x-amzn-errortype";

export const overHttp: Connection = {
  async send(method, url, body) {
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method, ...(body !== undefined && { body, headers }) });
    const error = response.headers.get(errorHeader) ?? undefined;
    return { status: response.status, body: await response.text(), error };
  },
};

export function inProcess(emulator: Emulator): Connection {
  const respond = (request: Parameters<Emulator["respond"]>[0]) => {
    const response = emulator.respond(request);
    if (response === "drop") throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    return response;
  };
  return {
    async send(method, url, body = "") {
      const { headers, ...response } = respond({ method, url, body });
      return { ...response, error: headers[errorHeader] };
    },
    requestHandler: {
      async handle({ method, path, query = {}, headers, body = "" }: SdkRequest) {
        const url = new URL(path, "http://sandbox");
        for (const [name, value] of Object.entries(query)) {
          for (const each of Array.isArray(value) ? value : [value ?? ""])
            url.searchParams.append(name, each);
        }
        const { status, ...response } = respond({
          method,
          url,
          authorization: headers.authorization,
          body: Buffer.from(body).toString(),
        });
        return { response: { ...response, statusCode: status, body: Buffer.from(response.body) } };
      },
    },
  };
}
