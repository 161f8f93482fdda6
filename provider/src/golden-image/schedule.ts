// When a pipeline runs by itself.

import type { imagebuilder as aws } from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Fields } from "../plan/child";
import type { Context } from "./args";
import { parseSchedule, printSchedule } from "./schedule-expression";
import type { ScheduleKind } from "./schedule-expression";

/** A disabled pipeline is only started by hand. */
export function statusOf({ args }: Context): pulumi.Input<string> {
  const { enabled } = args.schedule ?? {};
  if (enabled === undefined) return "ENABLED";
  return pulumi.output(enabled).apply((runs) => (runs ? "ENABLED" : "DISABLED"));
}

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
