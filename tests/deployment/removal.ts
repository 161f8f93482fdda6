// "Set, then taken away" against "never set": what AWS has in the end must be the same.

import { isDeepStrictEqual } from "node:util";
import type { Problem } from "../../provider/src/contract/check";
import type { Values } from "../../provider/src/protocol/values";
import type { Child } from "../../provider/src/plan/child";
import { Deployment, Refused } from "./deployment";
import { removables, without } from "./paths";
import type { Removable } from "./paths";

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
  region: string;
  /** What there must be already. */
  given: readonly (readonly [type: string, inputs: Values])[];
}

/** The differences, one a line. */
export async function differences(
  { region, given }: Stack,
  name: string,
  set: readonly Child[],
  unset: readonly Child[],
): Promise<string[]> {
  const [changed, fresh] = [await Deployment.in(region, name), await Deployment.in(region, name)];
  for (const [type, inputs] of given) {
    await changed.provide(type, inputs);
    await fresh.provide(type, inputs);
  }
  const there = changed.leftovers();
  try {
    await fresh.up(unset);
  } catch (error) {
    throw new Refused(`AWS doesn't take this in a new stack, either: ${(error as Error).message}`, {
      cause: error,
    });
  }
  await changed.up(set);
  await changed.up(unset);
  const [is, shouldBe] = [await changed.atAws(), await fresh.atAws()];
  const lines = [...shouldBe].flatMap(([child, wanted]) =>
    compare(child, is.get(child) as Values, wanted as Values),
  );
  return [...lines, ...changed.leftovers(there).map((id) => `${id} is left`)];
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
