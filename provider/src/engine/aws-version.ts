// The version of the `aws` plugin that makes a component's resources. Without an explicit provider that is the one which
// this package asks for; an explicit one has the version of the program's own SDK.

import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import type { Problem } from "../checks/problems";

/**
 * The first whose lifecycle policies take a recipe in all of its versions (`x.x.x`), by its documentation of
 * `LifecyclePolicyResourceSelectionRecipe.semanticVersion`. Upstream:
 * https://github.com/hashicorp/terraform-provider-aws/pull/47443
 */
export const oldestAws = "7.28.0";

/** What is asked of the engine's monitor. */
export interface Monitor {
  invoke(
    request: proto.ResourceInvokeRequest,
    callback: (error: Error | null, response: InvokeResponse) => void,
  ): void;
}

/**
 * The version of a provider by its reference, `<urn>::<id>`; undefined where the engine doesn't know it. Not by way of
 * the SDK, which would log the provider's whole configuration when it is told to debug.
 */
export async function providerVersion(
  monitor: Monitor | undefined,
  reference: string,
): Promise<string | undefined> {
  const urn = reference.slice(0, reference.lastIndexOf("::"));
  // The name of a default provider tells its version.
  const [, ...byDefault] = /::default_(\d+)_(\d+)_(\d+)/.exec(urn) ?? [];
  if (byDefault.length > 0) return byDefault.join(".");
  if (monitor === undefined || urn === "") return undefined;
  const request = new proto.ResourceInvokeRequest()
    .setTok("pulumi:pulumi:getResource")
    .setArgs(Struct.fromJavaScript({ urn }));
  return new Promise((resolve) => {
    monitor.invoke(request, (error, response) => {
      const found = error === null ? response.getReturn()?.toJavaScript() : undefined;
      // Cast: the state of a provider is plain JSON.
      const { version } = (found?.state ?? {}) as { version?: unknown };
      resolve(typeof version === "string" ? version : undefined);
    });
  });
}

const given = (version: string): string => `the 'aws' provider that is given is of version ${version}`;

/** What is to say of an older provider. */
export const tooOld = (version: string | undefined): string | undefined =>
  version === undefined || !isOlder(version, oldestAws)
    ? undefined
    : `${given(version)}; this package is made for ${oldestAws} and newer. Update the aws package of the program`;

/** What is wrong where an input needs a newer one. */
export const needsNewer = (version: string | undefined, input: string | undefined): Problem[] =>
  version === undefined || input === undefined || !isOlder(version, oldestAws)
    ? []
    : [
        {
          path: input,
          message: `needs version ${oldestAws} of the 'aws' provider, but ${given(version)}: update the aws package of the program`,
        },
      ];

/** By major, minor and patch number; what comes after these counts nothing. */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) =>
    text.replace(/^v/, "").split(/[.+-]/).slice(0, 3).map(Number),
  );
  for (const index of [0, 1, 2]) {
    const difference = (one?.[index] ?? 0) - (other?.[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
