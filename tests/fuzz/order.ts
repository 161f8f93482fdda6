// A change of anything, carried out by the engine's rules: AWS must accept each step of it.

import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { isPlainObject } from "../../provider/src/protocol/values";
import { account } from "./accept";
import { kinds, problemsOf, toArgs } from "./check";
import { ofTheSource, twoGoldenImages } from "./golden-image";
import { InProcessEngine, refusal, switchedOff, type Draw } from "./in-process-engine";
import { existing } from "./existing";
import type { Record } from "./values";

/** What a stack is updated from and to. */
export interface Change {
  before: Record;
  after: Record;
  /** The provider's regions. */
  regions: readonly [string, string];
  /** Draws what the engine leaves open. */
  seed: number;
}

const elsewhere = (region: string): string => (region === "us-east-1" ? "us-west-2" : "us-east-1");

/** One property of another's inputs, at the top or below. */
function withOneOf(inputs: Record, other: Record, choose: (below: number) => number): Record {
  const keys = [...new Set([...Object.keys(inputs), ...Object.keys(other)])];
  const different = keys.filter((key) => !isDeepStrictEqual(inputs[key], other[key]));
  const key = different[choose(different.length)];
  if (key === undefined) return inputs;
  const [own, its] = [inputs[key], other[key]];
  if (ofTheSource.includes(key)) {
    return { ...inputs, ...Object.fromEntries(ofTheSource.map((each) => [each, other[each]])) };
  }
  const deeper = isPlainObject(own) && isPlainObject(its) && choose(2) === 1;
  return { ...inputs, [key]: deeper ? given(withOneOf(own, its, choose)) : its };
}

/** The same numbers for the same seed. */
export function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return below <= 1 ? 0 : Math.floor((state / 2 ** 32) * below);
  };
}

const oneProperty = "one property";
const kindsOfChange = [
  ...[oneProperty, oneProperty, oneProperty],
  ...["everything", "name", "region", "the provider's region"],
] as const;

export const change: fc.Arbitrary<Change> = fc
  .constantFrom(...kindsOfChange)
  .chain((what) =>
    fc.record({ pair: twoGoldenImages(what !== "everything"), what: fc.constant(what), seed: fc.nat() }),
  )
  .map(({ pair: [one, other], what, seed }) => {
    // Which version may follow which is another matter.
    const { version: _one, ...before } = one.inputs;
    const { version: _other, ...whole } = other.inputs;
    const home = one.region;
    const region = before.region as string | undefined;
    const to = (after: Record, provider = home): Change => ({
      before,
      after,
      regions: [home, provider],
      seed,
    });
    // Inputs that name something of their region can't move.
    const movable =
      !JSON.stringify(before).includes(`:${home}:`) && !JSON.stringify(before).includes(`${home}a`);
    switch (movable || what === "name" || what === "everything" ? what : oneProperty) {
      case "name":
        return to({ ...before, name: `${String(before.name ?? "web")}-renamed` });
      case "everything":
        return to({ ...whole, region });
      case "region":
        return to({ ...before, region: elsewhere(home) });
      case "the provider's region":
        return to(before, elsewhere(home));
      default:
        return to(withOneOf(before, { ...whole, region }, drawing(seed)));
    }
  })
  .map(({ before, after, ...rest }) => ({ ...rest, before: given(before), after: given(after) }));

const given = (inputs: Record): Record =>
  Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));

/** Lets an update fail after some steps, so that the next one must go on from there. */
async function failing(
  engine: InProcessEngine,
  how: "refused" | "switched off",
  update: () => Promise<void>,
  seed: number,
): Promise<void> {
  engine.fails = { after: engine.steps.length + (Math.floor(seed / 4) % 16), how };
  await update().catch((error: Error) => {
    if (!error.message.includes(switchedOff) && !error.message.includes(refusal)) throw error;
  });
  engine.fails = undefined;
}

const engines = new Map<string, InProcessEngine>();

/** An engine of an account that has, in each region, what inputs name. */
async function engineIn(regions: readonly string[], draw: Draw): Promise<InProcessEngine> {
  const key = regions.join(" ");
  let engine = engines.get(key);
  if (engine === undefined) {
    engine = new InProcessEngine("web", account);
    for (const at of regions) {
      for (const [type, name, inputs] of existing(at)) await engine.provide(at, type, name, inputs);
    }
    engines.set(key, engine);
  }
  return engine.copy(draw);
}

/** Fails with the step that is refused, and all steps before it. */
export async function carriesOut({ before, after, regions, seed }: Change): Promise<void> {
  const engine = await engineIn([...new Set([...regions, elsewhere(regions[0])])], drawing(seed));
  const there = engine.leftovers();
  for (const [index, inputs] of [before, after].entries()) {
    if ((await problemsOf(kinds.GoldenImage, "web", inputs)).length > 0) {
      fc.pre(false);
    }
    const provider = regions[index] ?? "";
    const at = (inputs.region as string | undefined) ?? provider;
    const plan = kinds.GoldenImage.plan("web", toArgs(kinds.GoldenImage, inputs, []) as never, at);
    const update = (): Promise<void> => engine.up(provider, plan);
    if (index === 1 && seed % 4 === 0) await failing(engine, "switched off", update, seed);
    if (index === 1 && seed % 4 === 1) {
      await failing(engine, "refused", update, seed);
      // As the documentation says: only so it is seen that AWS has something else than was planned.
      await engine.refresh(provider);
    }
    await update();
    const [changes, lost] = [await engine.changes(provider, plan), await engine.lost()];
    if (changes.length > 0) throw new Error(`the next preview changes ${changes.join(", ")}`);
    if (lost.length > 0) throw new Error(`AWS has not got ${lost.join(", ")}`);
  }
  await engine.destroy(regions[1]);
  const left = engine.leftovers().filter((each) => !there.includes(each));
  if (left.length > 0) throw new Error(`is left behind: ${left.join(", ")}`);
}
