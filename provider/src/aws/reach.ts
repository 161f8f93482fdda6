// How AWS is reached: through the proxies that the environment names, and no longer than the limits allow.
//
// The SDK waits for ever by default, and knows no proxies.

import { NodeHttpHandler } from "@smithy/node-http-handler";
import type {
  FinalizeRequestMiddleware,
  InitializeMiddleware,
  MetadataBearer,
  MiddlewareStack,
} from "@aws-sdk/types";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { Interrupted, OutOfTime, UnreachableError, unreachable } from "./errors";

export interface Limits {
  /** Until there is a connection, of each try. */
  readonly connectionMilliseconds: number;
  /** Until there is an answer, of each try. */
  readonly answerMilliseconds: number;
  /** Of a call with all its tries. */
  readonly callMilliseconds: number;
  /** After the user has interrupted: what is under way may end by itself for as long. */
  readonly cancelMilliseconds: number;
}

export const defaultCallSeconds = 120;

export const limitsOf = (callSeconds = defaultCallSeconds): Limits => ({
  connectionMilliseconds: Math.min(10, callSeconds) * 1000,
  answerMilliseconds: Math.min(60, callSeconds) * 1000,
  callMilliseconds: callSeconds * 1000,
  cancelMilliseconds: 3_000,
});

type Handle = NodeHttpHandler["handle"];

/** A handler of the SDK's for each proxy, and one without. */
export class Reach {
  readonly metadata = { handlerProtocol: "http/1.1" };
  private readonly handlers = new Map<string, NodeHttpHandler>();

  constructor(private readonly limits: Limits) {}

  readonly handle: Handle = (request, options) => {
    const { protocol, hostname, port } = request;
    return this.handlerFor(
      proxyFor(`${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`),
    ).handle(request, options);
  };

  updateHttpClientConfig(): void {
    // The limits are the same for every client.
  }

  httpHandlerConfigs(): object {
    return {};
  }

  destroy(): void {
    for (const handler of this.handlers.values()) handler.destroy();
  }

  private handlerFor(proxy: string): NodeHttpHandler {
    const made = this.handlers.get(proxy);
    if (made !== undefined) return made;
    const handler = new NodeHttpHandler({
      connectionTimeout: this.limits.connectionMilliseconds,
      requestTimeout: this.limits.answerMilliseconds,
      throwOnRequestTimeout: true,
      ...(proxy !== "" && {
        httpAgent: new HttpProxyAgent(proxy, { keepAlive: true }),
        httpsAgent: new HttpsProxyAgent(proxy, { keepAlive: true }),
      }),
    });
    this.handlers.set(proxy, handler);
    return handler;
  }
}

/** None for the machine itself, as with the `aws` provider. */
export function proxyFor(url: string): string {
  const { hostname } = new URL(url);
  return /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname) ? "" : getProxyForUrl(url);
}

interface Call {
  host?: string;
  over?: UnreachableError;
}

interface Limiting {
  readonly service: string;
  readonly limits: Limits;
  /** Aborted when the user interrupts. */
  readonly cancelled: AbortSignal;
}

/** Any client of the SDK. */
interface Limited {
  middlewareStack: Pick<MiddlewareStack<object, MetadataBearer>, "add">;
}

/** Has a client end its calls in time, and say what to do where AWS can't be reached. */
export function limit<Client extends Limited>(
  client: Client,
  { service, limits, cancelled }: Limiting,
): Client {
  const calls = new WeakMap<object, Call>();
  const around: InitializeMiddleware<object, MetadataBearer> = (next, context) => async (args) => {
    const operation = `${service}:${(context.commandName ?? "").replace(/Command$/, "")}`;
    const call: Call = {};
    calls.set(context, call);
    const limited = new Limit(limits, cancelled);
    try {
      return await Promise.race([next(args), limited.ended]);
    } catch (error) {
      const reached = unreachable(error, operation, call.host);
      if (reached instanceof UnreachableError) call.over = reached;
      throw reached;
    } finally {
      limited.clear();
    }
  };
  const before: FinalizeRequestMiddleware<object, MetadataBearer> = (next, context) => (args) => {
    const call = calls.get(context);
    // A call that has ended isn't tried again.
    if (call?.over !== undefined) throw call.over;
    if (call !== undefined) call.host = hostOf(args.request);
    return next(args);
  };
  client.middlewareStack.add(around, { name: "limits", step: "initialize", priority: "high" });
  client.middlewareStack.add(before, {
    name: "limitsOfTries",
    step: "finalizeRequest",
    priority: "low",
  });
  return client;
}

function hostOf(request: unknown): string | undefined {
  return typeof request === "object" && request !== null && "hostname" in request
    ? String(request.hostname)
    : undefined;
}

const interruptions = new WeakMap<AbortSignal, number>();

/** All that is under way has the same moment left, also where it makes one call after the other. */
function interruptedAt(cancelled: AbortSignal): number {
  const at = interruptions.get(cancelled) ?? Date.now();
  interruptions.set(cancelled, at);
  return at;
}

/** Ends with an error when the time of a call is over, or a moment after the user has interrupted. */
class Limit {
  readonly ended: Promise<never>;
  private readonly timers: NodeJS.Timeout[] = [];
  private interrupt: () => void = () => undefined;

  constructor(
    { callMilliseconds, cancelMilliseconds }: Limits,
    private readonly cancelled: AbortSignal,
  ) {
    this.ended = new Promise((_, reject) => {
      const after = (milliseconds: number, error: Error): void => {
        this.timers.push(setTimeout(() => reject(error), milliseconds));
      };
      after(callMilliseconds, new OutOfTime(callMilliseconds / 1000));
      this.interrupt = () => {
        const since = Date.now() - interruptedAt(cancelled);
        after(Math.max(0, cancelMilliseconds - since), new Interrupted());
      };
      if (cancelled.aborted) this.interrupt();
      else cancelled.addEventListener("abort", this.interrupt, { once: true });
    });
    // Whoever is in time doesn't listen any more.
    this.ended.catch(() => undefined);
  }

  clear(): void {
    this.cancelled.removeEventListener("abort", this.interrupt);
    this.timers.forEach(clearTimeout);
  }
}
