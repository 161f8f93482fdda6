// A create or an update that failed when the resource was already there. The engine keeps the ID and the outputs, and
// carries out an update the next time, even if nothing has changed since.

import type * as grpc from "@grpc/grpc-js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { statusOf } from "./error-details";
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

export function detailsOf({ message, id }: InitializationError, outputs: Struct): grpc.Metadata {
  const failed = new ErrorResourceInitFailed().setId(id).setProperties(outputs).setReasonsList([message]);
  return statusOf(message, "pulumirpc.ErrorResourceInitFailed", failed.serializeBinary());
}
