// A stand-in for EC2 Image Builder, for tests and for trying things out: an HTTP server on the loopback that speaks
// AWS's wire protocol and keeps its state in memory. It is not AWS. Its answers follow AWS's published service model and
// what is publicly known of AWS's behaviour; where that is silent, they are a guess. What works here may fail there.

import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Answer } from "./answer";
import { type Arrivals, arrivals } from "./arrivals";
import type { XmlAnswer } from "../ec2/answer";
import { deliver } from "../events/bus";
import { respond as answerOf } from "../respond";
import type { ServiceAnswer } from "../services/answer";
import { AwsError } from "./errors";
import { runLifecyclePolicies } from "./lifecycle-executions";
import type { PlantedFindings } from "./scan-findings";
import type { Settings } from "./settings";
import { type Snapshot, snapshot } from "./snapshot";
import { type ExecutedPolicy, type JournalEntry, World } from "./world";

export type { Arrivals, PlaceArrivals } from "./arrivals";
export type { PlantedFindings } from "./scan-findings";
export type { Snapshot } from "./snapshot";

export interface ImageBuilder {
  /** The endpoint to give to a client. */
  readonly url: string;
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
  /**
   * Is told of each change that has been made: by the operation, or the method and the type of what is only recorded.
   * Whoever has made it waits for this.
   */
  changed: ((what: string) => Promise<void> | void) | undefined;
  /** Empties repositories and buckets of what builds have put there, as their owner does before they are deleted. */
  empty(): void;
  /** Forgets everything, and ends the builds that are running. */
  reset(): void;
  close(): Promise<void>;
}

const defaults: Settings = { phaseMilliseconds: 150 };

export async function startImageBuilder(options: Partial<Settings> = {}): Promise<ImageBuilder> {
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

  const respond = async (request: IncomingMessage): Promise<Answer | ServiceAnswer> => {
    const url = new URL(request.url ?? "/", "http://sandbox");
    const incoming = {
      method: request.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      authorization: request.headers.authorization,
      target: request.headers["x-amz-target"]?.toString(),
      body: await text(request),
    };
    if (settings.neighbours !== undefined) world.records.replaceAll(await settings.neighbours());
    return answerOf(incoming, world, settings, reset);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const result = await respond(request);
      const change = changeBy(request);
      if (change !== undefined) await sandbox.changed?.(change);
      if (result === "drop") {
        request.socket.destroy();
      } else if ("xml" in result) {
        sendXml(response, result);
      } else if ("json" in result) {
        send(response, result.status, result.json);
      } else {
        send(response, result.status, result.body);
      }
    } catch (error) {
      const { code, status, message } =
        error instanceof AwsError
          ? error
          : new AwsError("ServiceException", `The sandbox failed: ${String(error)}`);
      send(response, status, { message }, code);
    }
  };

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const sandbox: ImageBuilder = {
    changed: undefined,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state: () => snapshot(world),
    arrivals: (imageArn) => arrivals(world, imageArn),
    runLifecycle: (at = new Date()) => structuredClone(runLifecyclePolicies(world, at)),
    plantFindings: (planted) => void world.findings.push(planted),
    clearFaults: () => void world.faults.splice(0),
    requests: () => world.journal,
    empty() {
      for (const { containers, exports } of world.allStores()) {
        containers.splice(0);
        exports.splice(0);
      }
    },
    reset,
    close: () => {
      world.end.abort();
      server.closeAllConnections();
      return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
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

function send(response: ServerResponse, status: number, body: object, errorType?: string): void {
  response
    .writeHead(status, {
      "content-type": "application/json",
      server: "goldenimage-sandbox (a stand-in, not AWS)",
      "x-amzn-requestid": randomUUID(),
      ...(errorType !== undefined && { "x-amzn-errortype": errorType }),
    })
    .end(JSON.stringify(body));
}

function sendXml(response: ServerResponse, { status, xml }: XmlAnswer): void {
  response
    .writeHead(status, {
      "content-type": "text/xml;charset=UTF-8",
      server: "goldenimage-sandbox (a stand-in, not AWS)",
    })
    .end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
}
