// Schedules as people write them: what is taken, what AWS gets, and what is said of the rest.

import { expect } from "chai";
import { goldenImageRules } from "../../../provider/src/golden-image/rules";
import {
  ofUnixCron,
  parseSchedule,
  printSchedule,
} from "../../../provider/src/golden-image/schedule-expression";
import { Lifted } from "../../../provider/src/protocol/values";
import { locationOf } from "../location";

const problems = (schedule: object): string[] =>
  goldenImageRules(
    { source: { os: "amazon-linux-2023" }, schedule },
    "nightly",
    locationOf({}, "eu-west-1"),
  ).map(({ path, message }) => `${path}: ${message}`);

const taken: [property: "cron" | "rate", given: string, sent: string][] = [
  ["cron", "0 4 ? * MON-FRI *", "cron(0 4 ? * MON-FRI *)"],
  ["cron", "0 4 ? * mon-fri *", "cron(0 4 ? * mon-fri *)"],
  ["cron", "0 4 ? * Mon-Fri *", "cron(0 4 ? * mon-fri *)"],
  ["cron", "0 4 ? * sun-sat *", "cron(0 4 ? * sun-sat *)"],
  ["cron", "0 4 1 jan-dec ? *", "cron(0 4 1 jan-dec ? *)"],
  ["cron", "0 4 1 jan,Jul,OCT ? *", "cron(0 4 1 jan,jul,OCT ? *)"],
  ["cron", "0 4 l * ? *", "cron(0 4 L * ? *)"],
  ["cron", "0 4 LW * ? *", "cron(0 4 LW * ? *)"],
  ["cron", "0 4 15w * ? *", "cron(0 4 15W * ? *)"],
  ["cron", "0 4 ? * 6L *", "cron(0 4 ? * 6L *)"],
  ["cron", "0 4 ? * friL *", "cron(0 4 ? * friL *)"],
  ["cron", "0 4 ? * fril *", "cron(0 4 ? * friL *)"],
  ["cron", "0 9 ? * mon#3 *", "cron(0 9 ? * mon#3 *)"],
  ["cron", "0 9 ? * 2#1 *", "cron(0 9 ? * 2#1 *)"],
  ["cron", "0/15 8-18 ? * MON-FRI 2026-2030", "cron(0/15 8-18 ? * MON-FRI 2026-2030)"],
  ["cron", "cron(0 4 ? * MON *)", "cron(0 4 ? * MON *)"],
  ["cron", " Cron ( 0  4\t? * MON\n* ) ", "cron(0 4 ? * MON *)"],
  ["cron", "  0 4   ? * MON * ", "cron(0 4 ? * MON *)"],
  ["cron", "0\u00a04 ? * MON *", "cron(0 4 ? * MON *)"],
  ["cron", "rate(7 days)", "rate(7 days)"],
  ["rate", "7 days", "rate(7 days)"],
  ["rate", "1 day", "rate(1 day)"],
  ["rate", "1 days", "rate(1 day)"],
  ["rate", "2 day", "rate(2 days)"],
  ["rate", "12 Hours", "rate(12 hours)"],
  ["rate", " 30   minutes ", "rate(30 minutes)"],
  ["rate", "rate(1 day)", "rate(1 day)"],
  ["rate", "RATE( 2 days )", "rate(2 days)"],
  ["rate", "cron(0 4 ? * MON *)", "cron(0 4 ? * MON *)"],
];

const fields = "needs six fields: minutes, hours, day of month, month, day of week, year; ";

const refused: [schedule: object, problem: string][] = [
  [{ cron: "0 4 * * *" }, `schedule.cron: ${fields}this one of Unix would be 0 4 * * ? *`],
  [{ cron: "cron(0 4 * * 1-5)" }, `schedule.cron: ${fields}this one of Unix would be 0 4 ? * 2-6 *`],
  [{ cron: "0 4 1 * 1" }, `schedule.cron: ${fields}for example 0 3 ? * SUN *`],
  [{ cron: "@daily" }, `schedule.cron: ${fields}this one of Unix would be 0 0 * * ? *`],
  [{ cron: new Lifted("0 4 * * 1", true, true) }, `schedule.cron: ${fields}for example 0 3 ? * SUN *`],
  [{ cron: "0 4 ? * monday *" }, "schedule.cron: day of week must be 1 to 7, or SUN to SAT"],
  [{ rate: "cron(0 4 1 foo ? *)" }, "schedule.rate: month must be 1 to 12, or JAN to DEC"],
  [{ rate: "0 days" }, "schedule.rate: must be a number and a unit, such as '1 day' or '7 days'"],
  [{ rate: "2 weeks" }, "schedule.rate: must be a number and a unit, such as '1 day' or '7 days'"],
  [{ cron: "rate(often)" }, "schedule.cron: must be a number and a unit, such as '1 day' or '7 days'"],
];

const unix: [given: string, six: string | undefined][] = [
  ["0 4 * * *", "0 4 * * ? *"],
  ["*/5 4 1,15 * *", "*/5 4 1,15 * ? *"],
  ["0 4 * * 0", "0 4 ? * 1 *"],
  ["0 4 * * 7", "0 4 ? * 1 *"],
  ["0 4 * * 1-5", "0 4 ? * 2-6 *"],
  ["0 4 * * 5-7", "0 4 ? * 6-7,1 *"],
  ["0 4 * * 0,6", "0 4 ? * 1,7 *"],
  ["0 4 * * mon-fri", "0 4 ? * mon-fri *"],
  ["0 4 1 * 1", undefined],
  ["@weekly", "0 0 ? * SUN *"],
  ["0 4 * *", undefined],
  ["hello", undefined],
];

describe("Schedules", () => {
  for (const [property, given, sent] of taken) {
    it(`take ${property} ${JSON.stringify(given)}`, () => {
      expect(problems({ [property]: given })).to.deep.equal([]);
      expect(printSchedule(parseSchedule(given, property))).to.equal(sent);
    });
  }

  for (const [schedule, problem] of refused) {
    it(`refuse ${JSON.stringify(schedule)}`, () => {
      expect(problems(schedule)).to.deep.equal([problem]);
    });
  }

  for (const [given, six] of unix) {
    it(`read ${given} of Unix`, () => {
      expect(ofUnixCron(given)).to.equal(six);
      if (six !== undefined) expect(problems({ cron: six })).to.deep.equal([]);
    });
  }
});
