// Components as the plugin constructs them, under Pulumi's mocks: without the checks before, and with outputs as
// properties.

import * as pulumi from "@pulumi/pulumi";
import type * as contract from "../../provider/src/checks/schema/generated/types";
import { distributionTarget } from "../../provider/src/distribution-target";
import type { DistributionTargetArgs } from "../../provider/src/distribution-target/plan";
import { Answers } from "../../provider/src/engine/answers";
import type { AnyComponent } from "../../provider/src/engine/component-definition";
import { PlannedComponent } from "../../provider/src/engine/planned-component";
import { ask } from "../../provider/src/engine/ask";
import { whereOf } from "../../provider/src/engine/locate";
import { goldenImage } from "../../provider/src/golden-image";
import type { GoldenImageArgs } from "../../provider/src/golden-image/args";
import { planGoldenImage } from "../../provider/src/golden-image/plan";
import { imageDistribution } from "../../provider/src/image-distribution";
import type { ImageDistributionArgs } from "../../provider/src/image-distribution/regions";
import { imageImportRole } from "../../provider/src/image-import-role";
import type { Child } from "../../provider/src/plan/child";

type Outputs<T> = { readonly [Name in keyof Required<T>]: pulumi.Output<T[Name]> };

type Class<Args, T> = new (name: string, args: Args, options?: pulumi.ComponentResourceOptions) => Outputs<T>;

function classOf<Args extends object, T>({ type, plan }: AnyComponent): Class<Args, T> {
  const found: unknown = function (
    name: string,
    args: Args & { region?: string },
    options?: pulumi.ComponentResourceOptions,
  ) {
    const planned = plan(name, { ...args }, { region: args.region ?? "eu-west-1" });
    const answers = new Answers({ invoke: {}, run: "run" });
    return new PlannedComponent(type, name, { ...args }, planned, answers, options).outputs;
  };
  return found as Class<Args, T>;
}

export type DistributionTarget = Outputs<contract.DistributionTargetOutputs>;
export const DistributionTarget = classOf<DistributionTargetArgs, contract.DistributionTargetOutputs>(
  distributionTarget,
);
export type GoldenImage = Outputs<contract.GoldenImageOutputs>;
export const GoldenImage = classOf<GoldenImageArgs, contract.GoldenImageOutputs>(goldenImage);
export type ImageDistribution = Outputs<contract.ImageDistributionOutputs>;
export const ImageDistribution = classOf<ImageDistributionArgs, contract.ImageDistributionOutputs>(
  imageDistribution,
);
export type ImageImportRole = Outputs<contract.ImageImportRoleOutputs>;
export const ImageImportRole = classOf<contract.ImageImportRoleArgs, contract.ImageImportRoleOutputs>(
  imageImportRole,
);

/** What a golden image makes, by its arguments as a plan takes them. */
export const goldenImageChildren = (
  name: string,
  args: GoldenImageArgs,
  { region }: { region?: unknown } = {},
): readonly Child[] => planGoldenImage(name, args, whereOf(pulumi, { region }, args.region)).children;

/** What is wrong with a golden image by what AWS answers. */
export async function wrongByAnswers(
  name: string,
  args: GoldenImageArgs,
  run = "run",
): Promise<readonly string[]> {
  const plan = planGoldenImage(name, args, { region: args.region ?? "eu-west-1" });
  return (await ask(pulumi, goldenImage, plan, { invoke: {}, run })).wrong;
}
