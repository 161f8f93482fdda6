// Questions to the engine's monitor, past the Node SDK. The SDK takes long to load, and its own `invoke` logs all that comes
// back: with `pulumi up --debug`, the secrets of the whole stack.

import * as grpc from "@grpc/grpc-js";
import type { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";

export async function invoke(address: string, request: ResourceInvokeRequest): Promise<InvokeResponse> {
  const client = new ResourceMonitorClient(address, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
  });
  return new Promise<InvokeResponse>((resolve, reject) => {
    client.invoke(request, (error: grpc.ServiceError | null, response: InvokeResponse) => {
      if (error) reject(new Error(error.details));
      else resolve(response);
    });
  }).finally(() => client.close());
}
