// How the stand-in reaches the emulator. Tests that carry out thousands of stacks reach one in their own process
// instead (tests/deployment/).

import type { Values } from "../../provider/src/protocol/values";
import type { Config } from "./config";
import { type Command, send } from "./operations";

export interface Connection {
  /** A call of Image Builder's. It fails with AWS's name of the error. */
  call(config: Config, region: string, command: Command, input: Values): Promise<Values>;
  /** A request to the sandbox's own endpoints. */
  request(
    config: Config,
    method: string,
    path: readonly string[],
    query: URLSearchParams,
    body?: Values,
  ): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly body: Values;
  /** What AWS calls the error, if it is one. */
  readonly error?: string;
}

export const overHttp: Connection = {
  call: send,
  async request({ endpoint }, method, path, query, body) {
    const url = `${endpoint}/_sandbox/${path.map(encodeURIComponent).join("/")}?${query.toString()}`;
    const response = await fetch(url, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const error = response.headers.get("x-amzn-errortype") ?? undefined;
    return { status: response.status, body: (await response.json()) as Values, error };
  },
};
