// Names that AWS accepts once in an account and region. Of two components of a program that would create the same name,
// AWS would refuse the second one, after the first has been created.

import type { Problem } from "../checks/problems";
import { PerRun } from "./per-run";
import { Lifted } from "../protocol/values";
import type { KnownChild } from "./check-children";
import type { Child } from "../plan/child";

interface Named {
  noun: string;
  /** IAM's names are of the account as a whole. */
  everywhere?: true;
}

const named: Partial<Record<Child["type"], Named>> = {
  "aws:cloudwatch/eventRule:EventRule": { noun: "rule" },
  "aws:cloudwatch/logGroup:LogGroup": { noun: "log group" },
  "aws:ec2/launchTemplate:LaunchTemplate": { noun: "launch template" },
  "aws:ecr/repository:Repository": { noun: "repository" },
  "aws:iam/instanceProfile:InstanceProfile": { noun: "instance profile", everywhere: true },
  "aws:iam/role:Role": { noun: "role", everywhere: true },
  "aws:imagebuilder/component:Component": { noun: "component" },
  "aws:imagebuilder/containerRecipe:ContainerRecipe": { noun: "recipe" },
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": { noun: "distribution" },
  "aws:imagebuilder/imagePipeline:ImagePipeline": { noun: "pipeline" },
  "aws:imagebuilder/imageRecipe:ImageRecipe": { noun: "recipe" },
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": {
    noun: "infrastructure configuration",
  },
  "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy": { noun: "lifecycle policy" },
  "aws:imagebuilder/workflow:Workflow": { noun: "workflow" },
  "aws:sns/topic:Topic": { noun: "topic" },
};

export interface Claim {
  name: string;
  noun: string;
  /** Where the user gave the name, or what it is made from. */
  path: string;
  /** What may exist once only. */
  thing: string;
}

/** The names that children are given, as far as they and their regions are known. */
export const claimsOf = (children: readonly KnownChild[], region: unknown): Claim[] =>
  children.flatMap((child) => claimOf(child, region) ?? []);

export function claimOf({ type, args, origins }: KnownChild, region: unknown): Claim | undefined {
  const about = named[type];
  const name = bare(args.name);
  const where = about?.everywhere ? "" : bare(args.region ?? region);
  if (about === undefined || name === undefined || where === undefined) return undefined;
  return {
    name,
    noun: about.noun,
    path: origins?.name ?? "name",
    thing: `${type} ${where} ${inArn(type, name)}`,
  };
}

const bare = (value: unknown): string | undefined => {
  const inner = value instanceof Lifted && value.known && !value.secret ? value.value : value;
  return typeof inner === "string" ? inner : undefined;
};

/** Image Builder's ARNs have names in lower case with hyphens. */
const inArn = (type: string, name: string): string =>
  type.startsWith("aws:imagebuilder/") ? name.toLowerCase().replaceAll(/[ _]/g, "-") : name;

/** The claims of one run of the engine: what is claimed, and by which component. */
type Claims = Map<string, string>;

const claimsIn = new PerRun<Claims>(() => new Map());

/** Claims the names for a component. Those that another component of the run has claimed before are problems. */
export function claimNames(run: string, urn: string, claims: readonly Claim[]): Problem[] {
  const taken = claimsIn.of(run);
  const refused = claims.flatMap(({ path, name, noun, thing }) => {
    const other = taken.get(thing) ?? urn;
    taken.set(thing, other);
    return other === urn ? [] : [{ path, other, name, noun }];
  });
  // Where the component's own name is taken, the names made from it are not listed one by one.
  const first = refused.filter(
    ({ path, other }, index) =>
      refused.findIndex((one) => one.path === path && one.other === other) === index &&
      (path === "name" || !refused.some((one) => one.path === "name" && one.other === other)),
  );
  return first.map(({ path, other, name, noun }) => ({
    path,
    message: `is the name of the ${noun} '${name}', which ${described(other)} creates too: choose another for one of them, since an account has it once in a region`,
  }));
}

function described(urn: string): string {
  const [, , types = "", ...name] = urn.split("::");
  return `the ${types.split(":").at(-1)} '${name.join("::")}'`;
}
