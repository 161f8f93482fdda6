// Policies of IAM, as far as those of this package go: statements with actions, resources, services and the conditions
// below. What is not known here is an error, and neither allowed nor refused quietly.

import { wildcard } from "../events/pattern";

export interface Access {
  readonly action: string;
  /** A trust policy speaks of no resource. */
  readonly resource?: string;
  /** The service that asks, where the policy is a resource's own. */
  readonly service?: string;
  /** What conditions may ask for. */
  readonly context?: Readonly<Record<string, string>>;
}

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Policy {
  readonly Statement: Statement | readonly Statement[];
}

/** Whether a statement allows the access, and none denies it. */
export function allows(policies: readonly Policy[], access: Access): boolean {
  const effects = policies
    .flatMap(({ Statement: statements }) => statements)
    .filter((statement) => applies(statement, access))
    .map(({ Effect }) => Effect);
  return effects.includes("Allow") && !effects.includes("Deny");
}

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

const oneLike = (patterns: string | readonly string[] | undefined, value: string): boolean =>
  list(patterns).some((pattern) => wildcard(pattern).test(value));

function applies({ Action, Resource, Principal, Condition = {} }: Statement, access: Access): boolean {
  const { action, resource, service, context = {} } = access;
  return (
    oneLike(Action, action) &&
    (resource === undefined || oneLike(Resource, resource)) &&
    (service === undefined || list(Principal?.Service).includes(service)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) =>
        holds(
          operator,
          list(wanted).map((value) => filledIn(value, context)),
          context[key],
        ),
      ),
    )
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
const filledIn = (value: string, context: Readonly<Record<string, string>>): string =>
  value.replace(/\$\{([^}]+)\}/g, (variable, key: string) => context[key] ?? variable);

function holds(operator: string, wanted: string | readonly string[], actual: string | undefined): boolean {
  switch (operator) {
    case "StringEquals":
    case "ArnEquals":
      return actual !== undefined && list(wanted).includes(actual);
    case "StringLike":
    case "ArnLike":
      return actual !== undefined && oneLike(wanted, actual);
    default:
      throw new Error(`the sandbox does not know the condition ${operator}`);
  }
}
