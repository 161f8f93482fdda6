// Makes a plan plain: Outputs that are known already become values, everything else is marked.

import type * as Pulumi from "@pulumi/pulumi";
import { Digest, Interpolated, Merged, Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { Given, Policy } from "../plan/policy";
import type { SettledChild } from "./check-children";
import { Lifted, isPlainObject } from "../protocol/values";
import type { Values } from "../protocol/values";

const notKnown = new Lifted(undefined, false, false);

export async function settle(
  pulumi: typeof Pulumi,
  children: readonly Child[],
): Promise<readonly SettledChild[]> {
  return Promise.all(
    children.map(async (child) => ({
      ...child,
      args: (await plain(pulumi, child.args)) as Values,
      policyOf: child.args.role instanceof Ref ? child.args.role.key : undefined,
    })),
  );
}

async function plain(pulumi: typeof Pulumi, value: unknown): Promise<unknown> {
  // What another child puts out is known only when it is there.
  if (value instanceof Ref || value instanceof Digest) return notKnown;
  if (value instanceof Interpolated) {
    await plain(pulumi, value.parts);
    return notKnown;
  }
  // Which parts of a policy are the user's still counts.
  if (value instanceof Policy) {
    return new Policy(value.kind, (await inPolicy(pulumi, value.statements)) as object[]);
  }
  if (value instanceof Merged) {
    return merged(await Promise.all(value.parts.map((part) => plain(pulumi, part))));
  }
  if (pulumi.Output.isInstance(value)) return lifted(pulumi, value);
  if (Array.isArray(value)) return Promise.all(value.map((item) => plain(pulumi, item)));
  return isPlainObject(value) ? ofEach(value, (inner) => plain(pulumi, inner)) : value;
}

async function ofEach(object: Values, settled: (value: unknown) => Promise<unknown>): Promise<Values> {
  const entries = Object.entries(object).map(async ([key, inner]) => [key, await settled(inner)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function inPolicy(pulumi: typeof Pulumi, value: unknown): Promise<unknown> {
  if (value instanceof Interpolated) {
    return new Interpolated((await inPolicy(pulumi, value.parts)) as unknown[]);
  }
  if (value instanceof Given) return value.of(await plain(pulumi, value.value));
  if (Array.isArray(value)) return Promise.all(value.map((item) => inPolicy(pulumi, item)));
  return isPlainObject(value) ? ofEach(value, (inner) => inPolicy(pulumi, inner)) : plain(pulumi, value);
}

function merged(parts: unknown[]): Lifted {
  const lifts = parts.map((part) => (part instanceof Lifted ? part : new Lifted(part, true, false)));
  const secret = lifts.some((part) => part.secret);
  if (lifts.some(({ known }) => !known)) return new Lifted(undefined, false, secret);
  return new Lifted(Object.assign({}, ...lifts.map(({ value }) => value as object)), true, secret);
}

/** The parts of an Output that the SDK marks as internal. */
interface Parts {
  promise(): Promise<unknown>;
  allResources(): Promise<unknown>;
  isKnown: Promise<boolean>;
  isSecret: Promise<boolean>;
}

async function lifted(pulumi: typeof Pulumi, output: unknown): Promise<Lifted> {
  const parts = output as Parts;
  // All of them fail where one does, and none may go unheard.
  const [value, known, secret] = await Promise.all([
    parts.promise(),
    parts.isKnown,
    parts.isSecret,
    parts.allResources(),
  ]);
  // What an `apply` gives back may hold further Outputs.
  return new Lifted(await plain(pulumi, value), known, secret);
}
