// A stand-in for EC2 Image Builder, for tests and for trying things out: an HTTP server on the loopback that speaks
// AWS's wire protocol and keeps its state in memory. It is not AWS. Its answers follow AWS's published service model and
// what is publicly known of AWS's behaviour; where that is silent, they are a guess. What works here may fail there.

import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Arrivals, arrivals } from "./arrivals";
import { answerEc2 } from "../ec2/answer";
import { deliver } from "../events/bus";
import { answer } from "./answer";
import { serviceOf } from "./authorization";
import { control } from "./control";
import { AwsError } from "./errors";
import { runLifecyclePolicies } from "./lifecycle-executions";
import type { PlantedFindings } from "./scan-findings";
import type { Settings } from "./settings";
import { type Snapshot, snapshot } from "./snapshot";
import { type ExecutedPolicy, type JournalEntry, World } from "./world";

export type { Arrivals, PlaceArrivals } from "./arrivals";
export type { PlantedFindings } from "./scan-findings";
export type { Snapshot } from "./snapshot";

/** A request as HTTP has it; the address has its path and query. */
export interface PlainRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization?: string;
  readonly body: string;
}

export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The emulator itself, which a test may also call without a connection. */
export interface Emulator {
  /** Answers a request; "drop" ends the connection instead. */
  respond(request: PlainRequest): PlainResponse | "drop";
  /** Everything that is there, as GET /_sandbox/state answers it. */
  state(): Snapshot;
  /**
   * What builds have brought about, by account and region: AMIs, container images, parameters, versions of launch
   * templates, exported files, and events that rules have sent to targets. GET /_sandbox/arrivals answers it too, and takes `?image=` for one build.
   */
  arrivals(imageArn?: string): Arrivals;
  /** Runs every lifecycle policy that is enabled, as if it were a certain time, as POST /_sandbox/lifecycle does. */
  runLifecycle(at?: Date): ExecutedPolicy[];
  /** Makes scans find something, as POST /_sandbox/findings does. */
  plantFindings(planted: PlantedFindings): void;
  /** Ends what POST /_sandbox/faults began. */
  clearFaults(): void;
  /** The requests so far, as GET /_sandbox/requests answers them. */
  requests(): readonly JournalEntry[];
  /** Forgets everything, and ends the builds that are running. */
  reset(): void;
  /** Ends the builds that are running. */
  end(): void;
}

export interface ImageBuilder extends Emulator {
  /** The endpoint to give to a client. */
  readonly url: string;
  /**
   * Is told of each change that has been made: by the operation, or the method and the type of what is only recorded.
   * Whoever has made it waits for this.
   */
  changed: ((what: string) => Promise<void> | void) | undefined;
  close(): Promise<void>;
}

const defaults: Settings = { phaseMilliseconds: 150 };

export function emulator(options: Partial<Settings> = {}): Emulator {
  const settings = { ...defaults, ...options };
  const newWorld = (): World => {
    const made = new World();
    made.events.on("event", (event) => deliver(event, made, settings));
    return made;
  };
  let world = newWorld();

  const reset = (): void => {
    world.end.abort();
    world = newWorld();
  };

  const answerTo = ({ method, url, authorization, body }: PlainRequest): PlainResponse | "drop" => {
    const incoming = { method, path: url.pathname, query: url.searchParams, authorization, body };
    // Image Builder has nothing at the root.
    if (incoming.path === "/" && serviceOf(authorization) === "ec2") {
      const { status, xml } = answerEc2(authorization, body, world, settings);
      return inXml(status, xml);
    }
    const [first, ...path] = url.pathname.split("/").slice(1).map(decodeURIComponent);
    if (first === "_sandbox") return inJson(200, control({ ...incoming, path }, world, reset));
    const answered = answer(incoming, world, settings);
    return answered === "drop" ? answered : inJson(answered.status, answered.body);
  };

  return {
    respond(request) {
      try {
        return answerTo(request);
      } catch (error) {
        const { code, status, message } =
          error instanceof AwsError
            ? error
            : new AwsError("ServiceException", `The sandbox failed: ${String(error)}`);
        return inJson(status, { message }, code);
      }
    },
    state: () => snapshot(world),
    arrivals: (imageArn) => arrivals(world, imageArn),
    runLifecycle: (at = new Date()) => structuredClone(runLifecyclePolicies(world, at)),
    plantFindings: (planted) => void world.findings.push(planted),
    clearFaults: () => void world.faults.splice(0),
    requests: () => world.journal,
    reset,
    end: () => world.end.abort(),
  };
}

const server = "goldenimage-sandbox (a stand-in, not AWS)";

const inJson = (status: number, body: object, errorType?: string): PlainResponse => ({
  status,
  headers: {
    "content-type": "application/json",
    server,
    "x-amzn-requestid": randomUUID(),
    ...(errorType !== undefined && { "x-amzn-errortype": errorType }),
  },
  body: JSON.stringify(body),
});

const inXml = (status: number, xml: string): PlainResponse => ({
  status,
  headers: { "content-type": "text/xml;charset=UTF-8", server },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`,
});

/** The emulator behind a port of the loopback. */
export async function startImageBuilder(options: Partial<Settings> = {}): Promise<ImageBuilder> {
  const emulated = emulator(options);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answered = emulated.respond({
      method: request.method ?? "",
      url: new URL(request.url ?? "/", "http://sandbox"),
      authorization: request.headers.authorization,
      body: await text(request),
    });
    const change = changeBy(request);
    if (change !== undefined && (answered === "drop" || answered.status < 400)) {
      await sandbox.changed?.(change);
    }
    if (answered === "drop") {
      request.socket.destroy();
    } else {
      response.writeHead(answered.status, answered.headers).end(answered.body);
    }
  };

  const listener = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));

  const sandbox: ImageBuilder = {
    ...emulated,
    changed: undefined,
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    close: () => {
      emulated.end();
      listener.closeAllConnections();
      return new Promise((resolve, reject) => listener.close((error) => (error ? reject(error) : resolve())));
    },
  };
  return sandbox;
}

/** What the request has changed: Image Builder's operations are in its path, and the records' types. */
function changeBy({ method, url = "" }: IncomingMessage): string | undefined {
  if (method === "GET") return undefined;
  const [first = "", ...path] = url.split("?")[0]?.split("/").slice(1).map(decodeURIComponent) ?? [];
  if (first !== "_sandbox") return /^(?:Create|Update|Delete)/.test(first) ? first : undefined;
  return path[0] === "resources" ? `${method} ${path[1]}` : undefined;
}
