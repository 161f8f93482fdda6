// What a golden image would create, before it is there to ask AWS in which region and account it is.

import * as pulumi from "@pulumi/pulumi";
import { toName } from "../component/name";
import { settle } from "../component/settle";
import type { Child } from "../plan/child";
import { contextOf } from "./args";
import type { GoldenImageArgs, Place } from "./args";
import { placeOf } from "./place";
import { planGoldenImage } from "./plan";

export function previewGoldenImage(resourceName: string, args: GoldenImageArgs): Child[] {
  const name = (args.name as string | undefined) ?? toName(resourceName);
  const region = args.region ?? later();
  return planGoldenImage(
    contextOf(name, args, { region, account: later, newestAmi: later, recipeOf: later }),
  );
}

/** What its plan asks of AWS, answered: what can't be is told before anything is registered. */
export async function lookUps(
  resourceName: string,
  args: GoldenImageArgs,
  options: pulumi.InvokeOptions,
): Promise<Place> {
  const place = placeOf(args, options);
  await settle(pulumi, planned(resourceName, args, place));
  return place;
}

function planned(resourceName: string, args: GoldenImageArgs, place: Place): Child[] {
  return planGoldenImage(contextOf((args.name as string | undefined) ?? toName(resourceName), args, place));
}

/** A text that nobody knows yet. */
function later(): pulumi.Output<string> {
  const Output = pulumi.Output as unknown as new (...parts: unknown[]) => pulumi.Output<string>;
  const nothing = Promise.resolve(undefined);
  return new Output([], nothing, Promise.resolve(false), Promise.resolve(false), Promise.resolve([]));
}
