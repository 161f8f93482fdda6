// Schedule expressions: cron with six fields, or a rate.

import { invalidValue } from "./errors";

const parameter = "schedule.scheduleExpression";

// The guide's page writes names in lower case, AWS's samples in both. Nothing of AWS's mixes them.
const days = bothCases("SUN|MON|TUE|WED|THU|FRI|SAT");
const months = bothCases("JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC");

function bothCases(names: string): string {
  return `${names}|${names.toLowerCase()}`;
}

/** Of a field: the values it may name, and the characters that mean something in it. */
const fields: readonly (readonly [name: string, part: RegExp])[] = [
  ["minutes", field("[0-5]?\\d")],
  ["hours", field("[01]?\\d|2[0-3]")],
  ["day of month", field("\\?|L|LW|(?:0?[1-9]|[12]\\d|3[01])W?")],
  ["month", field(`0?[1-9]|1[0-2]|${months}`)],
  ["day of week", field(`\\?|L|(?:[1-7]|${days})(?:L|#[1-5])?`)],
  ["year", field("19[7-9]\\d|2[01]\\d\\d")],
];

/** A list of values, ranges and steps. */
function field(value: string): RegExp {
  const part = `(?:\\*|(?:${value})(?:-(?:${value}))?)(?:/\\d+)?`;
  return new RegExp(`^${part}(?:,${part})*$`);
}

export function checkSchedule(expression: string): void {
  const cron = /^cron\((.*)\)$/.exec(expression)?.[1];
  if (cron !== undefined) {
    checkCron(cron.trim().split(/\s+/));
  } else if (!isRate(expression)) {
    throw invalidValue(parameter, "The expression must be cron(…) with six fields, or rate(…).");
  }
}

function checkCron(parts: readonly string[]): void {
  if (parts.length !== fields.length) {
    throw invalidValue(parameter, `A cron expression has six fields, not ${parts.length}.`);
  }
  for (const [index, [name, pattern]] of fields.entries()) {
    if (!pattern.test(parts[index] ?? "")) {
      throw invalidValue(parameter, `The field for the ${name} is not valid.`);
    }
  }
  if ((parts[2] === "?") === (parts[4] === "?")) {
    throw invalidValue(parameter, "Exactly one of day of month and day of week must be '?'.");
  }
}

function isRate(expression: string): boolean {
  const [, value, unit] = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return unit !== undefined && (value === "1") === expression.endsWith(`${unit})`);
}
