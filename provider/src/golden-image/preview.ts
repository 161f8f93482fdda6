// What a golden image would create, before it is there to ask AWS what else it must know.

import * as pulumi from "@pulumi/pulumi";
import { later } from "../component/later";
import { regionInput } from "../component/location";
import type { Location } from "../component/location";
import { settle } from "../component/settle";
import type { Child } from "../plan/child";
import type { GoldenImageArgs } from "./args";
import { placeOf } from "./place";
import { planned } from "./plan";
import type { Planned } from "./plan";

export function previewGoldenImage(resourceName: string, args: GoldenImageArgs, location: Location): Child[] {
  const region = regionInput(location, args.region);
  return planned(resourceName, args, { region, account: later, newestAmi: later, recipeOf: later }).children;
}

/** What it creates, with what that asks of AWS answered: what can't be is told before anything is registered. */
export async function lookUps(
  resourceName: string,
  args: GoldenImageArgs,
  location: Location,
  options: pulumi.InvokeOptions,
): Promise<Planned> {
  const all = planned(resourceName, args, placeOf(regionInput(location, args.region), options));
  await settle(pulumi, all.children);
  return all;
}
