// Schedule expressions as people write them, and as AWS takes them.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html

const kinds = ["cron", "rate"] as const;
export type ScheduleKind = (typeof kinds)[number];

export interface ScheduleExpression {
  readonly kind: ScheduleKind;
  /** What stands between the parentheses, with single spaces. */
  readonly text: string;
}

/**
 * An expression of either property. A whole `cron(…)` or `rate(…)`, as the console and other tools show it, says itself
 * which of the two it is.
 */
export function parseSchedule(given: string, property: ScheduleKind): ScheduleExpression {
  const [, whole, inner] = /^\s*(cron|rate)\s*\(([^]*)\)\s*$/i.exec(given) ?? [];
  const kind = kinds.find((each) => each === whole?.toLowerCase()) ?? property;
  const text = (inner ?? given).trim().replace(/\s+/g, " ");
  return { kind, text: kind === "cron" ? cronText(text) : rateText(text) };
}

export const printSchedule = ({ kind, text }: ScheduleExpression): string => `${kind}(${text})`;

/** AWS's page writes names in lower case and its samples in both cases, but none mixes them. `L` and `W` are capitals. */
const cronText = (text: string): string =>
  text
    .replace(/[A-Za-z]{3}/g, (name) => (name === name.toUpperCase() ? name : name.toLowerCase()))
    .replace(/(?<![A-Za-z])(l|w|lw)(?![A-Za-z])/gi, (letters) => letters.toUpperCase())
    .replace(/(?<=(?<![A-Za-z])[A-Za-z]{3})l(?![A-Za-z])/g, "L");

/** AWS wants the unit in lower case, and in the singular after 1 alone. */
function rateText(text: string): string {
  const [, count = "", unit = ""] = /^(\d+) (minute|hour|day)s?$/i.exec(text) ?? [];
  return unit === "" ? text : `${count} ${unit.toLowerCase()}${count === "1" ? "" : "s"}`;
}

const nicknames: Readonly<Record<string, string>> = {
  "@hourly": "0 * * * ? *",
  "@daily": "0 0 * * ? *",
  "@midnight": "0 0 * * ? *",
  "@weekly": "0 0 ? * SUN *",
  "@monthly": "0 0 1 * ? *",
  "@yearly": "0 0 1 1 ? *",
  "@annually": "0 0 1 1 ? *",
};

/** What five fields of Unix's cron are in six; undefined where no single expression says the same. */
export function ofUnixCron(text: string): string | undefined {
  if (Object.hasOwn(nicknames, text.toLowerCase())) return nicknames[text.toLowerCase()];
  const [minutes, hours, day, month, weekday, ...more] = text.split(" ");
  if (minutes === undefined || hours === undefined || day === undefined || month === undefined)
    return undefined;
  if (weekday === undefined || more.length > 0) return undefined;
  if (weekday === "*" || weekday === "?") return `${minutes} ${hours} ${day} ${month} ? *`;
  // With both, Unix runs on either, and AWS has no way to say so.
  if (day !== "*" && day !== "?") return undefined;
  const days = weekday.split(",").map(ofUnixDays);
  return days.includes(undefined) ? undefined : `${minutes} ${hours} ? ${month} ${days.join(",")} *`;
}

/** Unix counts days from Sunday as 0, which is also 7; AWS from Sunday as 1. */
function ofUnixDays(days: string): string | undefined {
  if (/^[A-Za-z]{3}(-[A-Za-z]{3})?$/.test(days)) return days;
  const [, from, , to] = /^([0-7])(-([0-7]))?$/.exec(days) ?? [];
  if (from === undefined) return undefined;
  const day = (text: string): number => (Number(text) % 7) + 1;
  if (to === undefined) return String(day(from));
  // A week that ends on Sunday goes past the end of AWS's.
  return to === "7" && from !== "0" ? `${day(from)}-7,1` : `${day(from)}-${day(to)}`;
}
