import { expect } from "chai";
import { longestPauseInDays } from "./schedule";

const cases: Record<string, number | undefined> = {
  "rate(1 day)": 1,
  "rate(12 hours)": 0.5,
  "rate(90 minutes)": 0.0625,
  "cron(0 3 * * ? *)": 1,
  "cron(0 3 ? * 1 *)": 7,
  "cron(0 3 ? * SUN *)": 7,
  "cron(0 3 ? * MON-FRI *)": 3,
  "cron(0 3 ? * 2#1 *)": 35,
  "cron(0 3 1,15 * ? *)": 17,
  "cron(0/15 * * * ? *)": 1 / 96,
  "cron(0 3 1 1 ? *)": 366,
  "cron(nonsense)": undefined,
  "every week": undefined,
};

describe("the longest pause of a schedule", () => {
  for (const [expression, days] of Object.entries(cases)) {
    it(`${expression} is ${days === undefined ? "no expression" : `${days} days`}`, () => {
      const found = longestPauseInDays(expression, new Date("2026-01-01T03:00:00Z"));
      if (days === undefined) expect(found).to.equal(undefined);
      else expect(found).to.be.closeTo(days, 0.001);
    });
  }
});
