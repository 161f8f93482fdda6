// What Pulumi knows of the stack as it was before this update.

import type * as Pulumi from "@pulumi/pulumi";
import { ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decode, strip } from "../../protocol/values";
import { invoke } from "../monitor";

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
    const question = new ResourceInvokeRequest()
      .setTok(readStack)
      .setArgs(Struct.fromJavaScript({ stackName }));
    const answer = (await invoke(monitor, question)).getReturn();
    const outputs = answer?.getFieldsMap().get("outputs")?.getStructValue();
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
