// Names that something else at AWS has already. AWS refuses them too, but in the update, when other things are made.

import type * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../checks/problems";
import { ownershipChild } from "./ownership";
import type { Child } from "../plan/child";
import { claimOf } from "./claims";
import type { Claim } from "./claims";
import type { KnownChild } from "./check-children";
import { childUrn } from "./recovery/orphans";
import type { StackState } from "./recovery/stack-state";

type Look = (name: string, region: { region?: string }, options: pulumi.InvokeOptions) => Promise<string[]>;

// The functions of @pulumi/aws are loaded where they are used. In this order, the first is told of what has one name.
const looks: Partial<Record<Child["type"], Look>> = {
  "aws:imagebuilder/imagePipeline:ImagePipeline": async (name, region, options) => {
    const { getImagePipelines } =
      require("@pulumi/aws/imagebuilder/getImagePipelines") as typeof import("@pulumi/aws/imagebuilder/getImagePipelines");
    return (await getImagePipelines({ filters: [{ name: "name", values: [name] }], ...region }, options))
      .arns;
  },
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": async (name, region, options) => {
    const { getDistributionConfigurations } =
      require("@pulumi/aws/imagebuilder/getDistributionConfigurations") as typeof import("@pulumi/aws/imagebuilder/getDistributionConfigurations");
    const filters = [{ name: "name", values: [name] }];
    return (await getDistributionConfigurations({ filters, ...region }, options)).arns;
  },
  "aws:cloudwatch/logGroup:LogGroup": async (name, region, options) => {
    const { getLogGroup } =
      require("@pulumi/aws/cloudwatch/getLogGroup") as typeof import("@pulumi/aws/cloudwatch/getLogGroup");
    return [(await getLogGroup({ name, ...region }, options)).arn];
  },
  "aws:ecr/repository:Repository": async (name, region, options) => {
    const { getRepository } =
      require("@pulumi/aws/ecr/getRepository") as typeof import("@pulumi/aws/ecr/getRepository");
    return [(await getRepository({ name, ...region }, options)).arn];
  },
  "aws:iam/role:Role": async (name, _, options) => {
    const { getRole } = require("@pulumi/aws/iam/getRole") as typeof import("@pulumi/aws/iam/getRole");
    return [(await getRole({ name }, options)).arn];
  },
};

/** What the component is about to make, and something else has the name of. Whoever can't ask hears of it from AWS. */
export async function takenNames(
  component: { urn: string; name: string; children: readonly KnownChild[]; region: unknown },
  state: StackState,
  options: pulumi.InvokeOptions,
): Promise<Problem[]> {
  const own = new Set([...state.values()].flatMap(({ arn }) => arn ?? []));
  const found = await Promise.all(
    newNames(component, state).map(async ({ claim, look, region }) => {
      const arns = await look(claim.name, region, options).catch((): string[] => []);
      // What this stack has already is told of where it is made twice.
      const arn = arns.find((each) => !own.has(each));
      return arn === undefined ? [] : [{ path: claim.path, message: describe(claim, arn) }];
    }),
  );
  const problems = found.flat();
  return problems.filter(({ path }, index) => problems.findIndex((one) => one.path === path) === index);
}

const describe = ({ name, noun }: Claim, arn: string): string =>
  `'${name}' is already the name of ${arn}: give the ${noun} another 'name', or import what is there (docs/guides/moving-over.md)`;

function newNames(
  { urn, name, children, region }: Parameters<typeof takenNames>[0],
  state: StackState,
): { claim: Claim; look: Look; region: { region?: string } }[] {
  const stateOf = ({ key, type }: Pick<Child, "key" | "type">) =>
    state.get(childUrn(urn, type, `${name}-${key}`));
  // What an interrupted update was about to make may be there: that is found by its tag.
  const begun = stateOf(ownershipChild)?.keys ?? [];
  return Object.entries(looks).flatMap(([type, look]) =>
    children
      .filter((child) => child.type === type)
      .flatMap((child) => {
        const claim = claimOf(child, region);
        const existing = stateOf(child);
        const isNew =
          existing === undefined ? !begun.includes(child.key) : !isCalled(existing.arn, claim?.name);
        if (claim === undefined || !isNew) return [];
        return [
          { claim, look, region: typeof child.args.region === "string" ? { region: child.args.region } : {} },
        ];
      }),
  );
}

const isCalled = (arn: string | undefined, name: string | undefined): boolean =>
  arn === undefined || name === undefined || arn.endsWith(`/${name}`) || arn.endsWith(`:${name}`);
