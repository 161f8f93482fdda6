// When a pipeline runs by itself.

import * as pulumi from "@pulumi/pulumi";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import type { Context } from "./args";
import { imagesOf } from "./pipelines";
import { inlinePolicy, role } from "./roles";
import { parseSchedule, printSchedule } from "./schedule-expression";
import type { ScheduleKind } from "./schedule-expression";

export function scheduleOf({ args }: Context): Record<string, unknown> | undefined {
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

/**
 * Runs the pipeline at once when another one, whose image this one stands on, has made an image.
 * https://docs.aws.amazon.com/imagebuilder/latest/userguide/ev-rules-for-pipeline.html
 */
export function planChain(context: Context): Child[] {
  const { name, args } = context;
  const base = args.schedule?.afterPipelineArn;
  if (base === undefined) return [];
  const path = "schedule.afterPipelineArn";
  const pattern = pulumi
    .all([imagesOf(context, base, path), context.place.leadsBack(base, name)])
    .apply(([{ arn }, leadsBack]) => {
      if (leadsBack)
        throw new Error(`${path}: follows this golden image itself, so that builds would never end`);
      // An event tells the image's name, and nothing of the pipeline that made it.
      if (arn.endsWith(`:image/${name}`)) {
        throw new Error(
          `${path}: makes images of the name '${name}', as this golden image does, so that builds would never end; ` +
            "give one of them another name",
        );
      }
      return JSON.stringify({
        source: ["aws.imagebuilder"],
        "detail-type": ["EC2 Image Builder Image State Change"],
        resources: [{ prefix: `${arn}/` }],
        detail: { state: { status: ["AVAILABLE"] } },
      });
    });
  return [
    role(context, "chain-role", `EventBridge, to start the pipeline ${name}`, "events.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": context.place.account() },
    }),
    inlinePolicy("chain-role", "chain-policy", [
      {
        Sid: "StartPipeline",
        Effect: "Allow",
        Action: ["imagebuilder:StartImagePipelineExecution"],
        Resource: [new Ref("pipeline", "arn")],
      },
    ]),
    {
      key: "chain",
      type: "aws:cloudwatch/eventRule:EventRule",
      args: {
        description: `Builds ${name} when the image that it stands on is new`,
        eventPattern: pattern,
        tags: args.tags,
        region: args.region,
      },
    },
    {
      key: "chain-target",
      type: "aws:cloudwatch/eventTarget:EventTarget",
      args: {
        targetId: "pipeline",
        rule: new Ref("chain", "name"),
        arn: new Ref("pipeline", "arn"),
        roleArn: new Ref("chain-role", "arn"),
        region: args.region,
      },
      after: ["chain-policy"],
    },
  ];
}
