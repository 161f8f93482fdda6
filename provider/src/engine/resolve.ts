// Turns what a plan has deferred into Outputs, when it is carried out.

import * as pulumi from "@pulumi/pulumi";
import { Asked, Deferred, Derived, Interpolated, Merged, Ref } from "../plan/deferred";
import { Given, Policy, policyText } from "../plan/policy";
import { isPlainObject } from "../protocol/values";
import type { Answers } from "./answers";

/** Resolves what is deferred in a value, wherever it stands. */
export type Resolve = (value: unknown) => unknown;

export function resolver(read: (reference: Ref) => pulumi.Output<unknown>, answers: Answers): Resolve {
  const all = (values: readonly unknown[]): pulumi.Output<unknown[]> => pulumi.all(values.map(resolve));

  const resolveDeferred = (value: Deferred<unknown>): pulumi.Output<unknown> => {
    if (value instanceof Ref) return read(value);
    if (value instanceof Derived) return all(value.from).apply((from) => value.to(from));
    if (value instanceof Asked) return answers.of(value, () => all(value.about));
    if (value instanceof Interpolated) return all(value.parts).apply(joined);
    if (value instanceof Merged) return all(value.parts).apply((parts) => Object.assign({}, ...parts));
    if (value instanceof Given) return all([value.value]).apply(([text]) => value.checked(String(text)));
    if (value instanceof Policy) {
      return all(value.statements).apply((statements) => policyText(value.kind, statements));
    }
    throw new Error(`unreachable: a plan defers ${value.constructor.name}`);
  };

  const resolve: Resolve = (value) => {
    if (value instanceof Deferred) return resolveDeferred(value);
    if (Array.isArray(value)) return value.map(resolve);
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolve(inner)]));
  };
  return resolve;
}

const joined = (parts: unknown[]): string =>
  parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join("");
