// What must hold of any inputs. A: valid ones are accepted, by the provider and by what stands in for AWS. B: inputs
// that are spoiled in one place are refused, at that place or above. C: any change is made in an order that AWS accepts.
// D: what is set and then taken away is, at AWS, as if it had never been set.

import fc from "fast-check";
import { removables } from "../deployment/paths";
import { Refused, differences, emptyStack, takenAway } from "../deployment/removal";
import type { Record } from "./values";
import { resourceName } from "./values";
import { Account, account } from "./accept";
import { kinds, problemsOf, toArgs, type Kind } from "./check";
import { existing } from "./existing";
import { goldenImage } from "./golden-image";
import { carriesOut, change } from "./order";
import { goldenImageWays, imageDistributionWays } from "./rule-ways";
import { related, spoiled, type Spoiled, type Way } from "./spoil";
import { contentVersion, imageBuild, imageDistribution } from "./other-resources";

export interface Property {
  name: string;
  /** Whether a run takes so long that the tests have fewer of them. */
  dear?: boolean;
  run(runs: number, seed?: number): Promise<void>;
}

interface Valid {
  inputs: Record;
  region: string;
}

const inRegion = (inputs: fc.Arbitrary<Record>): fc.Arbitrary<Valid> =>
  inputs.map((given) => ({ inputs: given, region: (given.region as string | undefined) ?? "eu-west-1" }));

export const valid: { [name in keyof typeof kinds]: fc.Arbitrary<Valid> } = {
  GoldenImage: goldenImage,
  ImageDistribution: inRegion(imageDistribution),
  ImageBuild: inRegion(imageBuild),
  ContentVersion: inRegion(contentVersion),
};

/** An account with what inputs name that exists already. */
function accountIn(region: string): Account {
  const there = new Account(region);
  for (const [type, name, inputs] of existing(region)) there.create(name, type, inputs);
  return there;
}

export async function accepts(
  kind: Kind,
  name: string,
  { inputs, region }: Valid,
  depends: boolean,
): Promise<void> {
  // A long document goes through S3, and for that it must be plain.
  const dependencies =
    depends && !("documentBucket" in inputs) ? ["urn:pulumi:stack::project::aws:sns/topic:Topic::topic"] : [];
  const problems = await problemsOf(kind, name, inputs, dependencies, region);
  if (problems.length > 0) {
    throw new Error(problems.map(({ path, message }) => `refused: ${path}: ${message}`).join("\n"));
  }
  const plan = kind.plan?.(name, toArgs(kind, inputs, dependencies) as never, region);
  if (plan !== undefined) await accountIn(region).carryOut(name, plan);
}

export const accepted = (Object.keys(kinds) as (keyof typeof kinds)[]).map((kind): Property => ({
  name: `${kind}: valid inputs are accepted by the provider and by what stands in for AWS`,
  run: (runs, seed) =>
    assert(
      fc.asyncProperty(resourceName, valid[kind], fc.boolean(), (name, given, depends) =>
        accepts(kinds[kind], name, given, depends),
      ),
      runs,
      seed,
    ),
}));

/** Every place at which inputs were spoiled must be complained of. */
export async function refuses(kind: Kind, { inputs, paths, how }: Spoiled): Promise<void> {
  const problems = await problemsOf(kind, "web", inputs);
  if (problems.some(({ path }) => paths.some((place) => related(path, place)))) return;
  const found = problems.map(({ path, message }) => `\n  ${path}: ${message}`).join("");
  throw new Error(`${how} at ${paths.join(" or ")} is not refused there${found}`);
}

const none = (): Way[] => [];

export const spoiledInputs: { [name in keyof typeof kinds]: fc.Arbitrary<Spoiled> } = {
  GoldenImage: spoiled(
    kinds.GoldenImage.token,
    goldenImage.map(({ inputs }) => inputs),
    goldenImageWays,
  ),
  ImageDistribution: spoiled(kinds.ImageDistribution.token, imageDistribution, imageDistributionWays),
  ImageBuild: spoiled(kinds.ImageBuild.token, imageBuild, none),
  ContentVersion: spoiled(kinds.ContentVersion.token, contentVersion, none),
};

export const refused = (Object.keys(kinds) as (keyof typeof kinds)[]).map((kind): Property => ({
  name: `${kind}: inputs that are spoiled in one place are refused there`,
  run: (runs, seed) =>
    assert(
      fc.asyncProperty(spoiledInputs[kind], (given) => refuses(kinds[kind], given)),
      runs,
      seed,
    ),
}));

export const ordered: Property = {
  name: "GoldenImage: any change is made in an order that AWS accepts, leaves nothing to change and nothing behind",
  run: (runs, seed) => assert(fc.asyncProperty(change, carriesOut), runs, seed),
};

/** Takes one thing away that may be, and what only makes sense with it. */
export async function forgets(
  kind: Kind,
  name: string,
  { inputs, region }: Valid,
  choice: number,
): Promise<void> {
  const all = removables(kind.token, inputs);
  const { path, text } = all[choice % Math.max(all.length, 1)] ?? { path: [], text: "" };
  if (path.length === 0) return;
  const left = await takenAway(kind.token, inputs, path, (given) => problemsOf(kind, name, given));
  if (left === undefined) return;
  const plan = (given: Record) => kind.plan?.(name, toArgs(kind, given, []) as never, region) ?? [];
  const given = existing(region).map(([type, , itsInputs]) => [type, itsInputs] as const);
  const empty = await emptyStack(name, { account, region, given });
  const set = async () => {
    const made = empty.copy();
    await made.up(region, plan(inputs));
    return made;
  };
  const found = await differences(region, empty, set, plan(left)).catch((error: unknown) =>
    error instanceof Refused ? [] : [String(error)],
  );
  if (found.length > 0) throw new Error(`without ${text}:\n${found.join("\n")}`);
}

export const forgotten = (["GoldenImage", "ImageDistribution"] as const).map((kind): Property => ({
  name: `${kind}: what is set and then taken away is at AWS as if it had never been set`,
  dear: true,
  run: (runs, seed) =>
    assert(
      fc.asyncProperty(resourceName, valid[kind], fc.nat(), (name, given, choice) =>
        forgets(kinds[kind], name, given, choice),
      ),
      runs,
      seed,
    ),
}));

/** A failure names its seed. It is not made smaller: that takes long with inputs that are so large. */
async function assert<T>(property: fc.IAsyncProperty<T>, runs: number, seed?: number): Promise<void> {
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: true });
}
