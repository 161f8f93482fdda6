// What Pulumi knows of the stack as it was before this update.

import * as grpc from "@grpc/grpc-js";
import type * as Pulumi from "@pulumi/pulumi";
import type { ResourceInvokeResponse } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decode, strip } from "../../protocol/values";

/** What is kept of a resource's outputs: the others may be many, and secret. */
export interface KnownOutputs {
  arn?: string;
  keys?: readonly string[];
  value?: string;
  version?: string;
}

const kept = ["arn", "keys", "value", "version"];

/** By URN. */
export type StackState = ReadonlyMap<string, KnownOutputs>;

/**
 * The engine has this function for those who read other stacks; a stack may read itself, too. There is no narrower one:
 * `pulumi:pulumi:getResource` knows only what this update has registered so far. Where it can't be asked, nothing is
 * known, and what is lost stays so.
 */
const readStack = "pulumi:pulumi:readStackResourceOutputs";

/** Whether a URN is that of a child of one of this package's components. */
const isOurs = (urn: string): boolean =>
  /(?:^|\$)goldenimage:index:\w+\$[^$]+$/.test(urn.split("::")[2] ?? "");

let last: { monitor: string; state: Promise<StackState> } | undefined;

/** It is read once for all components of an update, whose monitor has an address of its own. */
export function stackState(pulumi: typeof Pulumi, monitor: string): Promise<StackState> {
  if (last?.monitor !== monitor) last = { monitor, state: read(pulumi, monitor) };
  return last.state;
}

async function read(pulumi: typeof Pulumi, monitor: string): Promise<StackState> {
  const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  try {
    const outputs = (await invoke(monitor, { stackName })).getFieldsMap().get("outputs")?.getStructValue();
    const known = new Map<string, KnownOutputs>();
    outputs?.getFieldsMap().forEach((resource, urn) => {
      if (!isOurs(urn)) return;
      const all = resource.getStructValue()?.getFieldsMap().get("outputs")?.getStructValue()?.getFieldsMap();
      known.set(
        urn,
        Object.fromEntries(kept.map((key) => [key, strip(decode(all?.get(key)?.toJavaScript()))])),
      );
    });
    return known;
  } catch {
    return new Map();
  }
}

/**
 * Past the Node SDK, whose own `invoke` logs all that comes back: with `pulumi up --debug`, the secrets of the whole
 * stack.
 */
function invoke(monitor: string, args: Record<string, string>): Promise<Struct> {
  const { ResourceMonitorClient } =
    require("@pulumi/pulumi/proto/resource_grpc_pb") as typeof import("@pulumi/pulumi/proto/resource_grpc_pb");
  const { ResourceInvokeRequest } =
    require("@pulumi/pulumi/proto/resource_pb") as typeof import("@pulumi/pulumi/proto/resource_pb");
  const client = new ResourceMonitorClient(monitor, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
  });
  const request = new ResourceInvokeRequest().setTok(readStack).setArgs(Struct.fromJavaScript(args));
  return new Promise<Struct>((resolve, reject) => {
    client.invoke(request, (error: grpc.ServiceError | null, response: ResourceInvokeResponse) => {
      if (error) reject(error);
      else resolve(response.getReturn() ?? new Struct());
    });
  }).finally(() => client.close());
}
