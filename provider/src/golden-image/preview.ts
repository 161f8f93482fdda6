// What a golden image would create, before it is there to ask AWS in which region and account it is.

import * as pulumi from "@pulumi/pulumi";
import { later } from "../component/later";
import { settle } from "../component/settle";
import type { Child } from "../plan/child";
import type { GoldenImageArgs } from "./args";
import { placeOf } from "./place";
import { planned } from "./plan";
import type { Planned } from "./plan";

/** Any account, of which only the length counts: in policies that may get too long. */
const anyAccount = "000000000000";

export function previewGoldenImage(resourceName: string, args: GoldenImageArgs): Child[] {
  const region = args.region ?? later();
  return planned(resourceName, args, { region, account: () => anyAccount, newestAmi: later, recipeOf: later })
    .children;
}

/** What it creates, with what that asks of AWS answered: what can't be is told before anything is registered. */
export async function lookUps(
  resourceName: string,
  args: GoldenImageArgs,
  options: pulumi.InvokeOptions,
): Promise<Planned> {
  const all = planned(resourceName, args, placeOf(args, options));
  await settle(pulumi, all.children);
  return all;
}
