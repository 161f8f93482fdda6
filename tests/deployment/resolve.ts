// The values of a plan's inputs as register.ts resolves them, once the children before are there.

import * as pulumi from "@pulumi/pulumi";
import { Digest, Interpolated, Merged, Ref } from "../../provider/src/plan/child";
import { digest } from "../../provider/src/plan/digest";
import { isPlainObject } from "../../provider/src/protocol/values";

export async function resolve(value: unknown, output: (ref: Ref) => unknown): Promise<unknown> {
  const all = (values: readonly unknown[]): Promise<unknown[]> =>
    Promise.all(values.map((each) => resolve(each, output)));
  if (value instanceof Ref) return output(value);
  if (value instanceof Digest) return digest(await resolve(value.content, output));
  if (value instanceof Interpolated) {
    const parts = await all(value.parts);
    return parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join("");
  }
  if (value instanceof Merged) return Object.assign({}, ...((await all(value.parts)) as object[]));
  if (pulumi.Output.isInstance(value)) {
    return resolve(await (value as unknown as { promise(): Promise<unknown> }).promise(), output);
  }
  if (Array.isArray(value)) return all(value);
  if (!isPlainObject(value)) return value;
  const names = Object.keys(value);
  const values = await all(Object.values(value));
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}
