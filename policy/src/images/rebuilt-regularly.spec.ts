import { describePolicy, unknownValue } from "../spec-helper";
import { imagePipeline } from "../types";
import { rebuiltRegularly } from "./rebuilt-regularly";

const every = (scheduleExpression: unknown) => ({ props: { schedule: { scheduleExpression } } });

describePolicy(rebuiltRegularly, imagePipeline, {
  passes: {
    "a build a week": every("rate(7 days)"),
    "a build each Sunday": every("cron(0 3 ? * SUN *)"),
    "a build each month": every("cron(0 3 1 * ? *)"),
    "an expression for the provider to refuse": every("sometimes"),
  },
  fails: {
    "a pipeline without a schedule": { props: {}, says: "only when somebody starts it" },
    "a build every 60 days": { ...every("rate(60 days)"), says: "left for 60 days" },
    "a build each quarter": { ...every("cron(0 3 1 1,4,7,10 ? *)"), says: "left for 92 days" },
    "a schedule that ends": { ...every("cron(0 3 1 1 ? 2030)"), says: "is left for" },
    "a pipeline that is switched off": {
      props: { ...every("rate(7 days)").props, status: "DISABLED" },
      says: "is disabled",
    },
  },
  unknown: { "the expression": every(unknownValue), "the schedule": { props: { schedule: unknownValue } } },
  configured: {
    "a week where a week is allowed": { ...every("cron(0 3 ? * 1 *)"), config: { days: 7 } },
    "a month where a week is allowed": {
      ...every("cron(0 3 L * ? *)"),
      config: { days: 7 },
      says: "31 days between two builds, and 7 are allowed",
    },
  },
});
