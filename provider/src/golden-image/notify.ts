// Who is told of builds: EventBridge rules that write to an SNS topic. Image Builder could write to a topic itself, but
// tells only of ends of builds, and then in two ways at once.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html

import { Interpolated, Ref, keyOfItem } from "../plan/child";
import type { Child } from "../plan/child";
import { Policy } from "../plan/policy";
import type { Context } from "./args";
import { partitionOf } from "./roles";

type Event = "available" | "failed" | "pipelineDisabled" | "vulnerabilityFound";

export const allEvents: readonly Event[] = ["available", "failed", "pipelineDisabled", "vulnerabilityFound"];

/** What of the events of EventBridge is an event of a golden image. */
function pattern(event: Event, name: string): unknown {
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

export const topicArn = ({ args }: Context): unknown =>
  args.notify === undefined ? undefined : (args.notify.topicArn ?? new Ref("topic", "arn"));

export function planNotify(context: Context): Child[] {
  const { name, args } = context;
  const { notify } = args;
  if (notify === undefined) return [];
  const common = { tags: args.tags, region: args.region };
  const arn = topicArn(context);
  const events = (notify.events as Event[] | undefined) ?? allEvents;
  return [
    ...(notify.topicArn === undefined ? planTopic(context) : []),
    ...(notify.emails ?? []).map((endpoint, index): Child => ({
      key: `email-${keyOfItem(endpoint, index)}`,
      type: "aws:sns/topicSubscription:TopicSubscription",
      args: { topic: arn, protocol: "email", endpoint, region: args.region },
    })),
    ...events.flatMap((event): Child[] => {
      const key = `on-${event.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      return [
        {
          key,
          type: "aws:cloudwatch/eventRule:EventRule",
          args: {
            description: `Golden image ${name}: ${event}`,
            eventPattern: JSON.stringify(pattern(event, name)),
            ...common,
          },
        },
        {
          key: `${key}-target`,
          type: "aws:cloudwatch/eventTarget:EventTarget",
          args: { targetId: key, rule: new Ref(key, "name"), arn, region: args.region },
        },
      ];
    }),
  ];
}

/** A topic with a key of its own: AWS's key for SNS can't be used by EventBridge. */
function planTopic(context: Context): Child[] {
  const { args, place } = context;
  const partition = partitionOf(context);
  const common = { tags: args.tags, region: args.region };
  const account = place.account();
  const publishers = {
    Principal: { Service: "events.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  };
  return [
    {
      key: "topic-key",
      type: "aws:kms/key:Key",
      args: {
        description: "Encrypts messages on golden images",
        enableKeyRotation: true,
        policy: new Policy("key", [
          {
            Sid: "Administrators",
            Effect: "Allow",
            Principal: { AWS: new Interpolated(["arn:", partition, ":iam::", account, ":root"]) },
            Action: keyAdministration,
            Resource: "*",
          },
          {
            Sid: "Events",
            Effect: "Allow",
            ...publishers,
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: "*",
          },
        ]),
        ...common,
      },
    },
    {
      key: "topic",
      type: "aws:sns/topic:Topic",
      args: { kmsMasterKeyId: new Ref("topic-key", "keyId"), ...common },
    },
    {
      key: "topic-policy",
      type: "aws:sns/topicPolicy:TopicPolicy",
      args: {
        arn: new Ref("topic", "arn"),
        policy: new Policy("topic", [
          {
            Sid: "Events",
            Effect: "Allow",
            ...publishers,
            Action: "sns:Publish",
            Resource: new Ref("topic", "arn"),
          },
        ]),
        region: args.region,
      },
    },
  ];
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
