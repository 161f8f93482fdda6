// "Set, then taken away" against "never set": what AWS has in the end must be the same.

import { isDeepStrictEqual } from "node:util";
import type { Problem } from "../../provider/src/checks/problems";
import type { Values } from "../../provider/src/protocol/values";
import type { Child } from "../../provider/src/plan/child";
import { InProcessEngine } from "../fuzz/in-process-engine";
import { awsStandIn } from "../../sandbox/aws-plugin/plugin";
import { atAws } from "./at-aws";
import { inProcess } from "./in-process";
import { removables, without } from "./paths";
import type { Removable } from "./paths";
import { quiet } from "../quiet-log";

/** What stays by choice where nothing is said of it any more: what a new stack has in its place, and why. */
const stays: readonly { type: string; input: string; fresh: unknown; because: string }[] = [
  {
    type: "aws:ec2/subnet:Subnet",
    input: "availabilityZone",
    fresh: undefined,
    because: "without a zone any will do, and so will the one that there is",
  },
  ...[
    { input: "kmsKeyId", fresh: undefined },
    { input: "serverSideEncryption", fresh: "AES256" },
  ].map((setting) => ({
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    ...setting,
    because: "S3 encrypts an object when it is written, and Image Builder has read it by then",
  })),
];

/** The inputs without what is at a path, and without what then is refused; undefined if that never ends. */
export async function takenAway(
  token: string,
  inputs: Values,
  path: Removable["path"],
  problemsOf: (inputs: Values) => Promise<Problem[]>,
): Promise<Values | undefined> {
  let left = without(inputs, path);
  for (let round = 0; round < 10; round += 1) {
    const [problem] = await problemsOf(left);
    if (problem === undefined) return left;
    const refused = removables(token, left)
      .filter(({ text }) => problem.path.startsWith(text))
      .at(-1);
    if (refused === undefined) return undefined;
    left = without(left, refused.path);
  }
  return undefined;
}

export interface Stack {
  account: string;
  region: string;
  /** What there must be already. */
  given: readonly (readonly [type: string, inputs: Values])[];
}

/** What a user is told to do otherwise. */
export class Refused extends Error {}

/** A stack before anything of it is made. */
export async function emptyStack(name: string, { account, region, given }: Stack): Promise<InProcessEngine> {
  const engine = new InProcessEngine(name, account);
  const somebody = awsStandIn(inProcess(engine.world));
  await somebody.configure({
    region,
    accessKey: account,
    endpoints: JSON.stringify([{ imagebuilder: "http://sandbox" }]),
  });
  for (const [type, inputs] of given) {
    const rest = { preview: false, timeout: 0, log: quiet, signal: new AbortController().signal };
    await somebody.create({ urn: type, type, inputs, ...rest });
  }
  return engine;
}

/**
 * The differences, one a line, between a stack that had more before and one that never did. They begin with the empty
 * stack, and with one in which all was set; neither of the two is changed.
 */
export async function differences(
  region: string,
  empty: InProcessEngine,
  set: () => Promise<InProcessEngine>,
  unset: readonly Child[],
): Promise<string[]> {
  const fresh = empty.copy();
  try {
    await fresh.up(region, unset);
  } catch (error) {
    throw new Refused(`AWS doesn't take this in a new stack, either: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const changed = (await set()).copy();
  await changed.up(region, unset).catch((error: unknown) => {
    throw /raise 'version'/.test(String(error)) ? new Refused(String(error)) : error;
  });
  const [is, shouldBe] = [await atAws(changed), await atAws(fresh)];
  const lines = [...shouldBe].flatMap(([child, wanted]) => compare(child, is.get(child) ?? {}, wanted));
  const own = new Set([
    ...empty.leftovers(),
    ...changed.resources.flatMap(({ type, id }) => [id, `${type} ${id}`]),
  ]);
  return [
    ...lines,
    ...changed
      .leftovers()
      .filter((id) => !own.has(id))
      .map((id) => `${id} is left`),
  ];
}

function compare(child: string, is: Values, shouldBe: Values): string[] {
  const mayStay = (name: string): boolean =>
    stays.some(
      ({ type, input, fresh }) => child.startsWith(type) && input === name && fresh === shouldBe[name],
    );
  return [...new Set([...Object.keys(is), ...Object.keys(shouldBe)])]
    .filter((input) => !isDeepStrictEqual(is[input], shouldBe[input]) && !mayStay(input))
    .map((input) => `${child}: ${input} is ${show(is[input])}, should be ${show(shouldBe[input])}`);
}

const show = (value: unknown): string => JSON.stringify(value) ?? "absent";
