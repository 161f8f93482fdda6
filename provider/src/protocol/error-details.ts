// Details of an error, in the field in which the engine looks for them, as gRPC for Go writes it.

import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";

export function statusOf(message: string, type: string, detail: Uint8Array): grpc.Metadata {
  const packed = new Any();
  packed.pack(detail, type);
  const status = new Status().setCode(grpc.status.UNKNOWN).setMessage(message).setDetailsList([packed]);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
}
