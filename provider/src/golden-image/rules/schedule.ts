// When a pipeline runs.

import { atMostOne } from "../../checks/common-rules";
import { given, isSecret, knownObject, knownString } from "../../checks/known";
import { toName } from "../../checks/names";
import type { Problem } from "../../checks/problems";
import { regionsAgree } from "../../checks/regions";
import { inside } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { sources } from "../../checks/sources";
import { didYouMean } from "../../checks/suggestions";
import { tagsAreAllowed } from "../../checks/tags";
import type { Values } from "../../protocol/values";
import { followsTag } from "../chain";
import { ofUnixCron, parseSchedule } from "../schedule-expression";
import type { ScheduleKind } from "../schedule-expression";
import type { ImageContext } from "./context";

const on = inside<ImageContext>("schedule");

export const scheduleRules: readonly Rule<ImageContext>[] = [
  {
    name: "one-schedule",
    description: "A schedule is `cron` or `rate`, or follows another pipeline.",
    source: sources.schedule,
    check: on((schedule) => {
      const times = ["cron", "rate"];
      if (given(schedule, times).length > 0) return atMostOne("schedule", schedule, times);
      return [
        ...(schedule.afterPipelineArn === undefined
          ? [{ path: "schedule", message: "needs 'cron', 'rate' or 'afterPipelineArn'" }]
          : []),
        ...given(schedule, ["timeZone", "when", "enabled", "disableAfterFailures"]).map((property) => ({
          path: `schedule.${property}`,
          message: "requires 'cron' or 'rate'",
        })),
      ];
    }),
  },
  {
    name: "cron-is-possible",
    description:
      "A cron expression has six fields, each of which is possible, and `?` as exactly one of day of month and day of week. Names of months and days may be in any case, and the whole `cron(…)` may be given.",
    source: sources.schedule,
    check: on((schedule) => expressions(schedule, "cron").flatMap(cronIsPossible)),
  },
  {
    name: "rate-is-possible",
    description: "A rate is a number and a unit of minutes, hours or days. The whole `rate(…)` may be given.",
    source: sources.schedule,
    check: on((schedule) =>
      expressions(schedule, "rate")
        .filter(({ text }) => !/^([2-9]|[1-9]\d+) (minutes|hours|days)$|^1 (minute|hour|day)$/.test(text))
        .map(({ path }) => ({ path, message: "must be a number and a unit, such as '1 day' or '7 days'" })),
    ),
  },
  {
    name: "time-zone-exists",
    description: "A time zone is one of the IANA database's.",
    source: sources.schedule,
    check: on(({ timeZone }) => {
      const name = knownString(timeZone);
      if (name === undefined || /[^A-Za-z0-9/_+-]/.test(name) || zoneExists(name)) return [];
      const hint = didYouMean(timeZone, Intl.supportedValuesOf("timeZone")) || ", such as Europe/Vienna";
      return [{ path: "schedule.timeZone", message: `is not an IANA time zone${hint}` }];
    }),
  },
  {
    name: "base-is-in-the-region",
    description:
      "The pipeline that is followed is in the golden image's region: event buses are of one region.",
    source: sources.afterPipeline,
    check: on(({ afterPipelineArn }, { region }) =>
      regionsAgree("schedule.afterPipelineArn", afterPipelineArn, region),
    ),
  },
  {
    name: "chain-is-no-circle",
    description:
      "A golden image doesn't follow its own pipeline, nor one that follows it: the builds would never end. A circle across stacks is seen by the tag `goldenimage:follows` of the pipelines.",
    source: sources.afterPipeline,
    check: ({ name, schedule }, { resourceName }) => {
      const followed = knownString(knownObject(schedule).afterPipelineArn);
      return followed?.slice(followed.lastIndexOf("/") + 1) === (knownString(name) ?? toName(resourceName))
        ? [
            {
              path: "schedule.afterPipelineArn",
              message: "is this golden image's own pipeline, so that builds would never end",
            },
          ]
        : [];
    },
  },
  {
    name: "chain-has-a-tag",
    description:
      "A pipeline that follows another one has the tag `goldenimage:follows`, so up to 48 tags are the user's.",
    source: sources.tags,
    check: ({ tags, schedule }) =>
      knownObject(schedule).afterPipelineArn === undefined
        ? []
        : tagsAreAllowed("tags", tags, 48, { [followsTag]: "goldenimage" }),
  },
];

function zoneExists(name: string): boolean {
  try {
    // With its own spelling: AWS doesn't look past upper and lower case.
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return timeZone.toLowerCase() !== name.toLowerCase() || timeZone === name;
  } catch {
    return false;
  }
}

/** An expression that the user wrote. */
interface Expression {
  path: string;
  text: string;
  secret: boolean;
}

/** The expressions of a kind, in whichever property they are. */
const expressions = (schedule: Values, kind: ScheduleKind): Expression[] =>
  (["cron", "rate"] as const).flatMap((property) => {
    const given = knownString(schedule[property]);
    if (given === undefined) return [];
    const parsed = parseSchedule(given, property);
    return parsed.kind === kind
      ? [{ path: `schedule.${property}`, text: parsed.text, secret: isSecret(schedule[property]) }]
      : [];
  });

interface Field {
  name: string;
  least: number;
  most: number;
  words?: readonly string[];
  /** What else may stand there. */
  also?: RegExp;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const fields: readonly Field[] = [
  { name: "minutes", least: 0, most: 59 },
  { name: "hours", least: 0, most: 23 },
  { name: "day of month", least: 1, most: 31, also: /^(\?|L|LW|(0?[1-9]|[12]\d|3[01])W)$/i },
  { name: "month", least: 1, most: 12, words: months },
  {
    name: "day of week",
    least: 1,
    most: 7,
    words: days,
    also: /^(\?|L|[1-7]L|[1-7]#[1-5]|(SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/i,
  },
  { name: "year", least: 1970, most: 2199 },
];

function cronIsPossible({ path, text, secret }: Expression): Problem[] {
  const parts = text.split(" ");
  if (parts.length !== fields.length) {
    const unix = secret ? undefined : ofUnixCron(text);
    const names = fields.map(({ name }) => name).join(", ");
    const example = unix === undefined ? "for example 0 3 ? * SUN *" : `this one of Unix would be ${unix}`;
    return [{ path, message: `needs six fields: ${names}; ${example}` }];
  }
  return [
    ...fields.flatMap((field, index) =>
      fieldIsPossible(field, parts[index] ?? "") ? [] : [{ path, message: notPossible(field) }],
    ),
    ...([parts[2], parts[4]].filter((day) => day === "?").length === 1
      ? []
      : [{ path, message: "needs '?' as exactly one of day of month and day of week" }]),
  ];
}

const notPossible = (field: Field): string =>
  `${field.name} must be ${field.least} to ${field.most}${inWords(field)}`;

const inWords = ({ words }: Field): string =>
  words === undefined ? "" : `, or ${words[0]} to ${words.at(-1)}`;

function fieldIsPossible(field: Field, text: string): boolean {
  const number = (word: string): number => {
    const position = (field.words ?? []).indexOf(word.toUpperCase());
    return position >= 0 ? position + 1 : /^\d+$/.test(word) ? Number(word) : NaN;
  };
  const within = (value: number): boolean => value >= field.least && value <= field.most;
  return text.split(",").every((part) => {
    if (field.also?.test(part) === true) return true;
    const [range = "", step, ...rest] = part.split("/");
    if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
    if (range === "*") return true;
    const [from = "", to, ...more] = range.split("-");
    if (more.length > 0 || !within(number(from))) return false;
    return to === undefined || within(number(to));
  });
}
