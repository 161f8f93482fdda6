// How long a schedule leaves between two runs.

import { Cron } from "croner";

const day = 24 * 60 * 60 * 1000;
const units: Record<string, number> = { minute: day / 24 / 60, hour: day / 24, day };

// Far enough to see a month of every length, and what runs once a quarter.
const occurrences = 400;
const horizon = 2 * 366 * day;

/** The longest time between two runs in days, undefined for an expression that isn't one. */
export function longestPauseInDays(expression: string, from: Date): number | undefined {
  const rate = expression.match(/^rate\((\d+) (minute|hour|day)s?\)$/);
  if (rate) return (Number(rate[1]) * (units[rate[2] ?? ""] ?? day)) / day;
  const cron = expression.match(/^cron\((.+)\)$/)?.[1];
  return cron === undefined ? undefined : longestPauseOfCron(cron, from);
}

/** AWS's six fields are minutes, hours, day of month, month, day of week (1 is Sunday) and year. */
function longestPauseOfCron(fields: string, from: Date): number | undefined {
  let runs: Date[];
  try {
    // Time zones move a run by hours, which doesn't matter here. The library wants seconds too, and takes `0/15` for
    // sloppy.
    const options = {
      mode: "7-part",
      alternativeWeekdays: true,
      sloppyRanges: true,
      timezone: "UTC",
    } as const;
    runs = new Cron(`0 ${fields}`, options).nextRuns(occurrences, from);
  } catch {
    return undefined;
  }
  const times = [from, ...runs].map((date) => date.getTime());
  const last = times.at(-1) ?? 0;
  // Fewer than were asked for: then the schedule comes to an end.
  if (runs.length < occurrences) times.push(Math.max(last, from.getTime() + horizon));
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return Math.max(...pauses) / day;
}
