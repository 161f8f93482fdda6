// Finds out where a resource is.

import type * as Pulumi from "@pulumi/pulumi";
import { constraints } from "../checks/schema/constraints";
import type { Problem } from "../checks/problems";
import type { Location } from "../checks/location";
import { Lifted } from "../protocol/values";
import type { Where } from "./component-definition";
import { unknownText } from "./runtime";

const notKnown = new Lifted(undefined, false, false);

/** The written region, or that of the `aws` provider; with what there is to say where nothing tells it. */
export async function locate(
  type: string,
  written: unknown,
  asked: Promise<string | undefined>,
): Promise<{ location: Location; problems: Problem[] }> {
  try {
    const providerRegion = await asked;
    return { location: { region: written ?? providerRegion ?? notKnown, providerRegion }, problems: [] };
  } catch (error) {
    // Where the region is written, the provider itself says what is wrong with it.
    if (written !== undefined) return { location: { region: written }, problems: [] };
    return { location: { region: undefined }, problems: [regionIsMissing(type, error)] };
  }
}

function regionIsMissing(type: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const own = constraints().resources[type]?.properties.region !== undefined;
  return {
    path: own ? "region" : "aws:region",
    message:
      `the 'aws' provider doesn't tell its region (${reason}): set it with 'pulumi config set aws:region'` +
      (own ? ", or set 'region' here" : ""),
  };
}

/** Where a component works as a plan takes it: plain where it is known, so that a plan can decide by it. */
export const whereOf = (pulumi: typeof Pulumi, { region }: Location, written?: unknown): Where => ({
  region:
    // Cast: the contract has checked that a region is a text.
    (written as Pulumi.Input<string> | undefined) ??
    (typeof region === "string" ? region : unknownText(pulumi)),
});
