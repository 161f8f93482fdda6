// A create or an update that failed when the resource was already there. The engine keeps the ID and the outputs, and
// carries out an update the next time, even if nothing has changed since.

import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { keepSecrets } from "./values";
import type { Values } from "./values";

export class InitializationError extends Error {
  constructor(
    message: string,
    readonly id: string,
    readonly outputs: Values,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Marks as secret what came from a secret input. */
export async function keepingSecrets<T>(inputs: Values, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof InitializationError)) throw error;
    const { message, id, outputs } = error;
    throw new InitializationError(message, id, keepSecrets(outputs, inputs), { cause: error });
  }
}

/** The engine looks for the details of an error in this field, as gRPC for Go writes it. */
export function detailsOf({ message, id }: InitializationError, outputs: Struct): grpc.Metadata {
  const failed = new ErrorResourceInitFailed().setId(id).setProperties(outputs).setReasonsList([message]);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status().setCode(grpc.status.UNKNOWN).setMessage(message).setDetailsList([detail]);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
}
