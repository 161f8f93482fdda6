import { clock } from "../clock";
import { resourcePolicy } from "../policy";
import { imagePipeline } from "../types";
import { absent, at, text } from "../values";
import { longestPauseInDays } from "./schedule";

export const rebuiltRegularly = resourcePolicy<{ days: number }>({
  name: "image-rebuilt-regularly",
  description: "A golden image is rebuilt on a schedule, so that it never misses patches for long.",
  severity: "medium",
  sets: ["baseline", "strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html",
  fix: "Set `schedule`, for example `{ rate: '7 days' }`.",
  configSchema: {
    properties: {
      days: {
        type: "number",
        exclusiveMinimum: 0,
        default: 31,
        description: "The longest time between two builds.",
      },
    },
  },
  types: [imagePipeline],
  check: (pipeline, { config }) => {
    if (at(pipeline, "status") === "DISABLED") return ["is disabled, and never rebuilt"];
    const schedule = at(pipeline, "schedule");
    if (absent(schedule)) return ["is rebuilt only when somebody starts it"];
    const expression = text(at(schedule, "scheduleExpression"));
    const days = expression === undefined ? undefined : longestPauseInDays(expression, new Date(clock.now()));
    // An hour, because clocks change.
    return days === undefined || days <= config.days + 1 / 24
      ? []
      : [`is left for ${Math.round(days)} days between two builds, and ${config.days} are allowed`];
  },
});
