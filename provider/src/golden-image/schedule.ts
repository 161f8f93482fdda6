// When a pipeline runs by itself.

import type { imagebuilder as aws } from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Fields } from "../plan/child";
import type { Context } from "./args";
import { parseSchedule, printSchedule } from "./schedule-expression";
import type { ScheduleKind } from "./schedule-expression";

export function scheduleOf({ args }: Context): Fields<aws.ImagePipelineSchedule> | undefined {
  const { cron, rate, when, timeZone } = args.schedule ?? {};
  const [kind, given]: [ScheduleKind, typeof cron] = cron === undefined ? ["rate", rate] : ["cron", cron];
  if (given === undefined) return undefined;
  return {
    scheduleExpression: pulumi.output(given).apply((text) => printSchedule(parseSchedule(text, kind))),
    // AWS's default. The provider keeps a time zone that is left out.
    timezone: timeZone ?? "UTC",
    pipelineExecutionStartCondition: pulumi
      .output(when ?? "always")
      .apply((chosen) =>
        chosen === "whenDependenciesChange"
          ? "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE"
          : "EXPRESSION_MATCH_ONLY",
      ),
  };
}
