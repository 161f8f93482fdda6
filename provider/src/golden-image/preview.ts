// What a golden image would create, before it is there to ask AWS in which region and account it is.

import * as pulumi from "@pulumi/pulumi";
import { toName } from "../component/name";
import type { Child } from "../plan/child";
import { contextOf } from "./args";
import type { GoldenImageArgs } from "./args";
import { planGoldenImage } from "./plan";

export function previewGoldenImage(resourceName: string, args: GoldenImageArgs): Child[] {
  const name = (args.name as string | undefined) ?? toName(resourceName);
  const region = args.region ?? later();
  return planGoldenImage(
    contextOf(name, args, { region, account: later, newestAmi: later, recipeOf: later }),
  );
}

/** A text that nobody knows yet. */
function later(): pulumi.Output<string> {
  const Output = pulumi.Output as unknown as new (...parts: unknown[]) => pulumi.Output<string>;
  const nothing = Promise.resolve(undefined);
  return new Output([], nothing, Promise.resolve(false), Promise.resolve(false), Promise.resolve([]));
}
