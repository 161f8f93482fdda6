// What the provider finds wrong with inputs, as it does before it registers anything; and what it would make of them.

import * as pulumi from "@pulumi/pulumi";
import { checkPlanned, checkWritten } from "../../provider/src/engine/checks";
import { constraints } from "../../provider/src/checks/schema/constraints";
import { toInput } from "../../provider/src/engine/inputs";
import type { Location } from "../../provider/src/checks/location";
import { toName } from "../../provider/src/checks/names";
import type { Problem } from "../../provider/src/checks/problems";
import type { GoldenImageArgs } from "../../provider/src/golden-image/args";
import { goldenImageRules } from "../../provider/src/golden-image/rules";
import { imageBuildRules } from "../../provider/src/image-build/rules";
import { planImageDistribution } from "../../provider/src/image-distribution/plan";
import type { ImageDistributionArgs } from "../../provider/src/image-distribution/regions";
import { imageDistributionRules } from "../../provider/src/image-distribution/rules";
import type { Child } from "../../provider/src/plan/child";
import { goldenImageChildren } from "../unit/components";
import { locationOf } from "../unit/location";
import type { Record } from "./values";

export interface Kind {
  token: string;
  rules?(inputs: Record, resourceName: string, location: Location): Problem[];
  /** What it would create, as far as that is known without asking AWS. */
  preview?(resourceName: string, args: never, location: Location): readonly Child[];
  plan?(resourceName: string, args: never, region: string): readonly Child[];
}

const distributionPlan = (resourceName: string, args: ImageDistributionArgs): readonly Child[] =>
  planImageDistribution((args.name as string | undefined) ?? toName(resourceName), args).children;

export const kinds = {
  GoldenImage: {
    token: "goldenimage:index:GoldenImage",
    rules: goldenImageRules,
    preview: goldenImageChildren,
    plan: (resourceName: string, args: GoldenImageArgs, region: string) =>
      goldenImageChildren(resourceName, args, { region }),
  },
  ImageDistribution: {
    token: "goldenimage:index:ImageDistribution",
    rules: imageDistributionRules,
    preview: distributionPlan,
    plan: distributionPlan,
  },
  ImageBuild: { token: "goldenimage:index:ImageBuild", rules: imageBuildRules },
  ContentVersion: { token: "goldenimage:index:ContentVersion" },
} satisfies { [name: string]: Kind };

/** The inputs as a component gets them; all of a property depends on what one part of it does. */
export const toArgs = ({ token }: Kind, inputs: Record, dependencies: readonly string[]): Record =>
  Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      toInput(pulumi, value, { dependencies, expected: constraints().resources[token]?.properties[key] }),
    ]),
  );

export async function problemsOf(
  kind: Kind,
  resourceName: string,
  inputs: Record,
  dependencies: readonly string[] = [],
  providerRegion?: string,
): Promise<Problem[]> {
  const location = locationOf(inputs, providerRegion);
  const problems = checkWritten(
    kind.token,
    inputs,
    (written) => kind.rules?.(written, resourceName, location) ?? [],
  );
  if (problems.length > 0 || kind.preview === undefined) return problems;
  const children = kind.preview(resourceName, toArgs(kind, inputs, dependencies) as never, location);
  return checkPlanned(pulumi, resourceName, children);
}
