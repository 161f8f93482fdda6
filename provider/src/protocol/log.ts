// Messages to the engine, shown beside a resource while it works.

import * as grpc from "@grpc/grpc-js";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";

export interface Log {
  /** One line of progress: shown beside the resource, replaced by the next, and not kept. */
  status(message: string): void;
  /** What a user should read of what was done; it is kept. */
  info(message: string): void;
  warn(message: string): void;
}

const clients = new Map<string, EngineClient>();

export function connectLog(address: string, urn: string): Log {
  const send = (severity: engine.LogSeverity, ephemeral: boolean, message: string): void => {
    if (address === "") return;
    let client = clients.get(address);
    if (!client) {
      client = new EngineClient(address, grpc.credentials.createInsecure());
      clients.set(address, client);
    }
    const request = new engine.LogRequest();
    request.setSeverity(severity);
    request.setMessage(message);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    // Losing a progress line is no reason to fail.
    client.log(request, () => undefined);
  };
  return {
    status: (message) => send(engine.LogSeverity.INFO, true, message),
    info: (message) => send(engine.LogSeverity.INFO, false, message),
    warn: (message) => send(engine.LogSeverity.WARNING, false, message),
  };
}
