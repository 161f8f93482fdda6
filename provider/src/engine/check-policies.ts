// Holds the policies of a plan against what may stand in them and against AWS's limits on their length. Pure.

import type { Problem } from "../checks/problems";
import { Lifted, isPlainObject } from "../protocol/values";
import type { KnownChild } from "./check-children";
import { Interpolated } from "../plan/deferred";
import type { ChildType } from "../plan/child";
import { Given, Policy, policyJson, tooLong } from "../plan/policy";
import type { PolicyKind } from "../plan/policy";

/** The inputs that hold policies. A policy of a repository's life cycle is none. */
export const policyInputs: Partial<Record<ChildType, { property: string; kind: PolicyKind }>> = {
  "aws:iam/role:Role": { property: "assumeRolePolicy", kind: "trust" },
  "aws:iam/rolePolicy:RolePolicy": { property: "policy", kind: "inline" },
  "aws:kms/key:Key": { property: "policy", kind: "key" },
  "aws:sns/topicPolicy:TopicPolicy": { property: "policy", kind: "topic" },
  "aws:s3/bucketPolicy:BucketPolicy": { property: "policy", kind: "bucket" },
};

interface Written {
  kind: PolicyKind;
  /** How long it is at least. */
  length: number;
  /** The user's inputs that it is made of, the longest first. */
  paths: string[];
}

export function checkPolicies(children: readonly KnownChild[]): Problem[] {
  const lengths = new Map<string, Written>();
  const problems = children.flatMap((child) => {
    const input = policyInputs[child.type];
    const value = input && child.args[input.property];
    if (input === undefined || value === undefined) return [];
    const givens = givensIn(value);
    const written = {
      kind: input.kind,
      length: lengthOf(value),
      paths: givens.length > 0 ? longestFirst(givens) : [child.origins?.[input.property] ?? child.key],
    };
    // The inline policies of a role count together.
    const owner = input.kind === "inline" ? `inline ${child.policyOf ?? child.key}` : child.key;
    lengths.set(owner, together(lengths.get(owner), written));
    return givens.flatMap(problemOf);
  });
  const long = [...lengths.values()].flatMap(({ kind, length, paths }) => {
    const message = tooLong(kind, length);
    return message === undefined ? [] : [{ path: paths.slice(0, 3).join(", "), message: toTheUser(message) }];
  });
  return [...problems, ...long];
}

const toTheUser = (message: string): string => `makes too much of a policy: ${message}; name fewer`;

const together = (one: Written | undefined, other: Written): Written =>
  one === undefined
    ? other
    : {
        kind: one.kind,
        length: one.length + other.length,
        paths: [...new Set([...one.paths, ...other.paths])],
      };

function problemOf(given: Given): Problem[] {
  const text = textOf(given);
  const message = text === undefined ? undefined : given.form(text);
  return message === undefined ? [] : [{ path: given.path, message }];
}

function longestFirst(givens: readonly Given[]): string[] {
  const lengths = new Map<string, number>();
  for (const given of givens) {
    lengths.set(given.path, (lengths.get(given.path) ?? 0) + (textOf(given)?.length ?? 0));
  }
  return [...lengths].sort(([, a], [, b]) => b - a).map(([path]) => path);
}

/** The text, where it is known. */
function textOf({ value }: Given): string | undefined {
  const known = value instanceof Lifted ? (value.known ? value.value : undefined) : value;
  return typeof known === "string" ? known : undefined;
}

/** What a user has given, wherever it stands in a policy. */
export function givensIn(value: unknown): Given[] {
  if (value instanceof Given) return [value];
  if (value instanceof Policy) return givensIn(value.statements);
  if (value instanceof Interpolated) return givensIn(value.parts);
  if (value instanceof Lifted) return givensIn(value.value);
  if (Array.isArray(value)) return value.flatMap(givensIn);
  return isPlainObject(value) ? Object.values(value).flatMap(givensIn) : [];
}

/** At least: what isn't known yet counts nothing. */
function lengthOf(value: unknown): number {
  if (value instanceof Policy) return policyJson(value.statements.map(shown)).length;
  return typeof value === "string" ? value.length : lengthOfLifted(value);
}

const lengthOfLifted = (value: unknown): number =>
  value instanceof Lifted && value.known ? lengthOf(value.value) : 0;

function shown(value: unknown): unknown {
  if (value instanceof Given) {
    const text = textOf(value);
    return text === undefined ? "" : value.as(text);
  }
  if (value instanceof Interpolated) return value.parts.map((part) => String(shown(part) ?? "")).join("");
  if (value instanceof Lifted) return value.known ? shown(value.value) : "";
  if (Array.isArray(value)) return value.map(shown);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shown(inner)]));
}
