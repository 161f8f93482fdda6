// Event patterns: the operators of EventBridge that are known here. Any other is refused where a rule is made, rather
// than never matching. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html

import { AwsError } from "../image-builder/errors";

type Json = Readonly<Record<string, unknown>>;

type Operator = (operand: unknown, value: unknown) => boolean;

const textual =
  (test: (value: string, operand: string) => boolean): Operator =>
  (operand, value) =>
    typeof value === "string" && typeof operand === "string" && test(value, operand);

/** Of a value that is there. Whether one is there at all is `exists`, which is apart from these. */
const operators: Readonly<Record<string, Operator>> = {
  prefix: textual((value, prefix) => value.startsWith(prefix)),
  suffix: textual((value, suffix) => value.endsWith(suffix)),
  wildcard: textual((value, pattern) => wildcard(pattern).test(value)),
  "equals-ignore-case": textual((value, other) => value.toLowerCase() === other.toLowerCase()),
  "anything-but": (operand, value) =>
    Array.isArray(operand)
      ? !operand.includes(value)
      : isObject(operand)
        ? !meets(operand, value)
        : operand !== value,
};

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `*` is any text. */
export const wildcard = (pattern: string): RegExp =>
  new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "s");

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Refuses what EventBridge refuses, and what is not known here. */
export function parsePattern(text: string): Json {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw invalid("It is not JSON.");
  }
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw invalid("It must be an object that is not empty.");
  }
  checkFields(pattern, "");
  return pattern;
}

function checkFields(pattern: Json, before: string): void {
  for (const [field, wanted] of Object.entries(pattern)) {
    const path = `${before}${field}`;
    if (Array.isArray(wanted)) {
      wanted.filter(isObject).forEach((condition) => checkCondition(condition, path));
    } else if (isObject(wanted)) {
      checkFields(wanted, `${path}.`);
    } else {
      throw invalid(`"${path}" must be an object or an array.`);
    }
  }
}

function checkCondition(condition: Json, path: string): void {
  const [operator, ...others] = Object.keys(condition);
  if (others.length > 0 || (operator !== "exists" && !(operator !== undefined && operator in operators))) {
    throw invalid(`"${path}" has ${JSON.stringify(condition)}, which is not known in the sandbox.`);
  }
  const operand = condition[operator];
  if (operator === "anything-but" && isObject(operand)) {
    checkCondition(operand, path);
  }
}

const invalid = (reason: string): AwsError =>
  new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${reason}`);

/** Every field of the pattern has one of its values in the event; of a list in the event, one item is enough. */
export function matches(pattern: Json, event: object): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const value: unknown = Reflect.get(event, field);
    if (!Array.isArray(wanted)) {
      return matches(wanted as Json, isObject(value) ? value : {});
    }
    const values: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return wanted.some((condition) =>
      isObject(condition) && "exists" in condition
        ? condition.exists === values.length > 0
        : values.some((each) => meets(condition, each)),
    );
  });
}

function meets(condition: unknown, value: unknown): boolean {
  if (!isObject(condition)) {
    return condition === value;
  }
  return Object.entries(condition).every(
    ([operator, operand]) => operators[operator]?.(operand, value) === true,
  );
}
