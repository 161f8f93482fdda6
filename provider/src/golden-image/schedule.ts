// When a pipeline runs by itself.

import * as pulumi from "@pulumi/pulumi";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import type { Context } from "./args";
import { imagesOf } from "./pipelines";
import { inlinePolicy, role } from "./roles";

export function scheduleOf({ args }: Context): Record<string, unknown> | undefined {
  const { cron, rate, when, timeZone } = args.schedule ?? {};
  if (cron === undefined && rate === undefined) return undefined;
  return {
    scheduleExpression:
      cron === undefined ? pulumi.interpolate`rate(${rate})` : pulumi.interpolate`cron(${cron})`,
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
  const pattern = imagesOf(context, base, "schedule.afterPipelineArn").apply(({ arn }) =>
    JSON.stringify({
      source: ["aws.imagebuilder"],
      "detail-type": ["EC2 Image Builder Image State Change"],
      resources: [{ prefix: `${arn}/` }],
      detail: { state: { status: ["AVAILABLE"] } },
    }),
  );
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
