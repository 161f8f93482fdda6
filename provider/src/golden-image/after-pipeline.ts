// Builds when another pipeline has made an image.

import { accountId } from "../parts/account";
import { inlinePolicy, serviceTrust } from "../parts/iam";
import { child } from "../plan/child";
import type { Child } from "../plan/child";
import { derived } from "../plan/deferred";
import type { Text } from "../plan/deferred";
import { allow } from "../plan/policy";
import type { Context } from "./args";
import { imagesOf } from "./pipelines";
import { followsItself } from "./questions";
import { planRole } from "./roles";

/**
 * Runs the pipeline at once when another one, whose image this one stands on, has made an image.
 * https://docs.aws.amazon.com/imagebuilder/latest/userguide/ev-rules-for-pipeline.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function planChain(context: Context, pipelineArn: Text): Child[] {
  const { name, args } = context;
  const base = args.schedule?.afterPipelineArn;
  if (base === undefined) return [];
  const path = "schedule.afterPipelineArn";
  const pattern = derived(
    [imagesOf(context, base, path), followsItself(context, base)],
    ([{ arn }, leadsBack]) => {
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
    },
  );
  const rule = child({
    key: "chain",
    type: "aws:cloudwatch/eventRule:EventRule",
    args: {
      description: `Builds ${name} when the image that it stands on is new`,
      eventPattern: pattern,
      tags: args.tags,
      region: args.region,
    },
  });
  const starter = planRole(
    context,
    "chain-role",
    `EventBridge, to start the pipeline ${name}`,
    serviceTrust("events.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnEquals: { "aws:SourceArn": rule.out.arn },
    }),
  );
  const policy = inlinePolicy("chain-policy", starter, [
    allow("StartPipeline", ["imagebuilder:StartImagePipelineExecution"], [pipelineArn]),
  ]);
  const target = child({
    key: "chain-target",
    type: "aws:cloudwatch/eventTarget:EventTarget",
    args: {
      targetId: "pipeline",
      rule: rule.out.name,
      arn: pipelineArn,
      roleArn: starter.out.arn,
      region: args.region,
    },
    after: [policy.key],
  });
  return [rule, starter, policy, target];
}
