// Who is told of builds: EventBridge rules that write to an SNS topic. Image Builder could write to a topic itself, but
// tells only of ends of builds, and then in two ways at once.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html

import type { ImageEvent } from "../checks/schema/generated/types";
import { accountId } from "../parts/account";
import { child, keyOfItem } from "../plan/child";
import type { Child, Made } from "../plan/child";
import { text } from "../plan/deferred";
import type { Text } from "../plan/deferred";
import { Policy } from "../plan/policy";
import type { Context } from "./args";

export const allEvents: readonly ImageEvent[] = [
  "available",
  "failed",
  "pipelineDisabled",
  "vulnerabilityFound",
];

/** What of the events of EventBridge is an event of a golden image. */
function pattern(event: ImageEvent, name: string): unknown {
  // Events of images carry the image's ARN, which has the recipe's name in it.
  const ofThisImage = { resources: [{ wildcard: `arn:*:imagebuilder:*:image/${name}/*` }] };
  const source = ["aws.imagebuilder"];
  switch (event) {
    case "available":
      return imageState(["AVAILABLE"], ofThisImage);
    case "failed":
      return imageState(["FAILED", "CANCELLED"], ofThisImage);
    case "pipelineDisabled":
      return {
        source,
        "detail-type": ["EC2 Image Builder Image Pipeline Automatically Disabled"],
        resources: [{ wildcard: `arn:*:imagebuilder:*:image-pipeline/${name}` }],
      };
    case "vulnerabilityFound":
      return { source, "detail-type": ["EC2 Image Builder CVE Detected"], ...ofThisImage };
  }
}

const imageState = (status: string[], image: object): unknown => ({
  source: ["aws.imagebuilder"],
  "detail-type": ["EC2 Image Builder Image State Change"],
  ...image,
  detail: { state: { status } },
});

export interface Notification {
  children: Child[];
  topicArn: Text;
}

/** Rules for the events that somebody wants to hear of, and a topic where none is given. */
export function planNotify(context: Context): Notification | undefined {
  const { args } = context;
  const { notify, region } = args;
  if (notify === undefined) return undefined;
  const rules = (notify.events ?? allEvents).map((event) => planRule(context, event));
  const topic =
    notify.topicArn === undefined ? planTopic(context, rules) : { children: [], topicArn: notify.topicArn };
  return {
    children: [
      ...rules,
      ...topic.children,
      ...(notify.emails ?? []).map((endpoint, index) =>
        child({
          key: `email-${keyOfItem(endpoint, index)}`,
          type: "aws:sns/topicSubscription:TopicSubscription",
          args: { topic: topic.topicArn, protocol: "email", endpoint, region },
        }),
      ),
      ...rules.map(({ key, out }) =>
        child({
          key: `${key}-target`,
          type: "aws:cloudwatch/eventTarget:EventTarget",
          args: { targetId: key, rule: out.name, arn: topic.topicArn, region },
        }),
      ),
    ],
    topicArn: topic.topicArn,
  };
}

type EventRule = Made<"aws:cloudwatch/eventRule:EventRule">;

const planRule = ({ name, args }: Context, event: ImageEvent): EventRule =>
  child({
    key: `on-${event.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    type: "aws:cloudwatch/eventRule:EventRule",
    args: {
      description: `Golden image ${name}: ${event}`,
      eventPattern: JSON.stringify(pattern(event, name)),
      tags: args.tags,
      region: args.region,
    },
  });

const eventBridge = { Service: "events.amazonaws.com" };

/**
 * A topic for the rules alone, with a key of its own: AWS's key for SNS can't be used by EventBridge.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
 */
function planTopic({ args, partition }: Context, rules: readonly EventRule[]): Notification {
  const common = { tags: args.tags, region: args.region };
  const key = child({
    key: "topic-key",
    type: "aws:kms/key:Key",
    args: {
      description: "Encrypts messages on golden images",
      enableKeyRotation: true,
      policy: new Policy("key", [
        {
          Sid: "Administrators",
          Effect: "Allow",
          Principal: { AWS: text`arn:${partition}:iam::${accountId}:root` },
          Action: keyAdministration,
          Resource: "*",
        },
        {
          // KMS isn't told for whom EventBridge encrypts: with a condition on the source, no message would arrive.
          // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
          Sid: "Events",
          Effect: "Allow",
          Principal: eventBridge,
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: "*",
        },
      ]),
      ...common,
    },
  });
  const topic = child({
    key: "topic",
    type: "aws:sns/topic:Topic",
    args: { kmsMasterKeyId: key.out.keyId, ...common },
  });
  const policy = child({
    key: "topic-policy",
    type: "aws:sns/topicPolicy:TopicPolicy",
    args: {
      arn: topic.out.arn,
      policy: new Policy("topic", [
        {
          Sid: "Events",
          Effect: "Allow",
          Principal: eventBridge,
          Action: "sns:Publish",
          Resource: topic.out.arn,
          Condition: {
            StringEquals: { "aws:SourceAccount": accountId },
            ArnEquals: { "aws:SourceArn": rules.map(({ out }) => out.arn) },
          },
        },
      ]),
      region: args.region,
    },
  });
  return { children: [key, topic, policy], topicArn: topic.out.arn };
}

/** What the account may do with the key: all of its administration, by policies of IAM. */
const keyAdministration = [
  "kms:Create*",
  "kms:Describe*",
  "kms:Enable*",
  "kms:List*",
  "kms:Put*",
  "kms:Update*",
  "kms:Revoke*",
  "kms:Disable*",
  "kms:Get*",
  "kms:Delete*",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:ScheduleKeyDeletion",
  "kms:CancelKeyDeletion",
  "kms:RotateKeyOnDemand",
  // Whoever may publish to or read from the topic as well.
  "kms:Decrypt",
  "kms:GenerateDataKey*",
];
