// What a golden image would create, before it is there to ask AWS what else it must know.

import * as pulumi from "@pulumi/pulumi";
import { later } from "../engine/unknown-output";
import { regionInput } from "../engine/locate";
import type { Location } from "../checks/location";
import { settle } from "../engine/resolve-known";
import type { Child } from "../plan/child";
import type { GoldenImageArgs } from "./args";
import { foreignParameters } from "./foreign-parameters";
import { Chains, chainsOf } from "./chain";
import { placeOf } from "./place";
import { planned } from "./plan";
import type { Planned } from "./plan";

/** Any account, of which only the length counts: in policies that may get too long. */
const anyAccount = "000000000000";

export function previewGoldenImage(resourceName: string, args: GoldenImageArgs, location: Location): Child[] {
  const place = {
    region: regionInput(location, args.region),
    account: () => anyAccount,
    newestAmi: later,
    recipeOf: later,
    leadsBack: later,
  } as const;
  return planned(resourceName, args, place).children;
}

/** What it creates, with what that asks of AWS answered: what can't be is told before anything is registered. */
export async function lookUps(
  resourceName: string,
  args: GoldenImageArgs,
  location: Location,
  options: pulumi.InvokeOptions,
  run?: string,
): Promise<Planned> {
  const chains = run === undefined ? new Chains() : chainsOf(run);
  const all = planned(resourceName, args, placeOf(regionInput(location, args.region), options, chains));
  const { name, place } = all.context;
  pulumi.output(place.region).apply((region) => chains.has(region, name));
  await settle(pulumi, all.children);
  const foreign = await foreignParameters(all.children, options);
  if (foreign.length > 0) throw new AggregateError(foreign.map((line) => new Error(line)));
  return all;
}
