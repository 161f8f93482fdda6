// The region of the `aws` provider that makes a component's resources.

import awsPackage from "@pulumi/aws/package.json";
import type * as proto from "@pulumi/pulumi/proto/provider_pb";
import { ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { invoke } from "./monitor";
import { PerRun } from "./per-run";

const getRegion = "aws:index/getRegion:getRegion";

const asked = new PerRun<{ region?: Promise<string | undefined> }>(() => ({}));

/** A preview or an update, and a provider of `aws`. */
export const runOf = (request: proto.ConstructRequest): string =>
  [request.getMonitorendpoint(), request.getDryrun(), request.getProvidersMap().get("aws")].join(" ");

/**
 * It is asked once for all components of a run, and before the Pulumi runtime is loaded: meanwhile the engine starts the
 * `aws` plugin. A provider whose configuration isn't known yet answers with nothing.
 */
export function providerRegion(request: proto.ConstructRequest): Promise<string | undefined> {
  const run = asked.of(runOf(request));
  return (run.region ??= ask(request));
}

async function ask(request: proto.ConstructRequest): Promise<string | undefined> {
  const provider = request.getProvidersMap().get("aws");
  const question = new ResourceInvokeRequest().setTok(getRegion).setArgs(new Struct());
  if (provider === undefined) question.setVersion(awsPackage.version);
  else question.setProvider(provider);
  const response = await invoke(request.getMonitorendpoint(), question);
  const [failure] = response.getFailuresList();
  if (failure !== undefined) throw new Error(`${getRegion} failed: ${failure.getReason()}`);
  const { region } = response.getReturn()?.toJavaScript() ?? {};
  return typeof region === "string" && region !== "" ? region : undefined;
}
