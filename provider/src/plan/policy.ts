// Policies of IAM and of resources, as data. Whatever a user gives enters one as a `Given`, which names exactly one thing:
// in a policy `*` and `?` match anything, `${` begins a variable, and only the ARN of a key means a key.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html

import { literal } from "../checks/identifiers";
import type { TextForm } from "../checks/identifiers";
import type { PolicyStatement } from "@pulumi/aws/iam/documents";
import type { Arg } from "./child";
import { Deferred } from "./deferred";
import type { Text } from "./deferred";

/** How long a policy may be, and what its length counts. */
interface Limit {
  readonly noun: string;
  readonly most: number;
  readonly source: string;
}

const iamQuotas = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

/** IAM's limits count characters without white space, of which `JSON.stringify` writes none. */
export const policyLimits = {
  /** An account's quota can be raised to 4,096; whether it was, nobody can tell here. */
  trust: { noun: "the role's trust policy", most: 2048, source: iamQuotas },
  /** Of all inline policies of a role together. */
  inline: { noun: "the role's inline policies", most: 10_240, source: iamQuotas },
  key: {
    noun: "the key's policy",
    most: 32 * 1024,
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html",
  },
  topic: {
    noun: "the topic's policy",
    most: 30 * 1024,
    source: "https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html",
  },
  bucket: {
    noun: "the bucket's policy",
    most: 20 * 1024,
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
  },
} as const satisfies Record<string, Limit>;

export type PolicyKind = keyof typeof policyLimits;

/** A statement as `@pulumi/aws` has it, of which every part may be deferred. */
export type Statement = Arg<PolicyStatement>;

/** A policy of statements, which may hold references, outputs and what a user has given. */
export class Policy extends Deferred<string> {
  constructor(
    readonly kind: PolicyKind,
    /** Each a `Statement`, or what is known of one. */
    readonly statements: readonly unknown[],
  ) {
    super();
  }
}

/** A statement that allows actions on resources. */
export const allow = (Sid: string, Action: string[], Resource: string | readonly Text[]): Statement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
});

/** A statement, where there is something to allow. */
export const allowed = (Sid: string, Action: string[], Resource: readonly Text[]): Statement[] =>
  Resource.length === 0 ? [] : [allow(Sid, Action, Resource)];

interface GivenOptions {
  form?: TextForm | undefined;
  /** What of the text gets into the policy. */
  as?: (text: string) => string;
}

/** A user's text in a policy, with the path at which it was written. */
export class Given extends Deferred<string> {
  readonly form: TextForm;
  readonly as: (text: string) => string;

  constructor(
    readonly value: unknown,
    readonly path: string,
    { form = literal, as = (text) => text }: GivenOptions = {},
  ) {
    super();
    this.form = form;
    this.as = as;
  }

  /** The same of a value that has been looked into. */
  of(value: unknown): Given {
    return new Given(value, this.path, this);
  }

  /** The text for the policy. The rules have refused what this refuses; nothing gets past it. */
  checked(text: string): string {
    const problem = this.form(text);
    if (problem !== undefined) throw new Error(`${this.path}: ${problem}`);
    return this.as(text);
  }
}

/** The texts of a list for a policy, each as `Given.checked` gives it. */
export const checkedTexts = (path: string, texts: readonly string[], form?: TextForm): string[] =>
  texts.map((text, index) => new Given(text, `${path}[${index}]`, { form }).checked(text));

export const policyJson = (statements: readonly unknown[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** The text of a policy whose parts are all known. */
export function policyText(kind: PolicyKind, statements: readonly unknown[]): string {
  const text = policyJson(statements);
  const problem = tooLong(kind, text.length);
  if (problem !== undefined) throw new Error(problem);
  return text;
}

/** What is wrong with the length of a policy. */
export function tooLong(kind: PolicyKind, length: number): string | undefined {
  const { noun, most } = policyLimits[kind];
  return length <= most
    ? undefined
    : `${noun} would be ${number(length)} characters long, of which AWS takes ${number(most)}`;
}

const number = (value: number): string => value.toLocaleString("en");
