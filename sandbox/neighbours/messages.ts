// Logs, topics, events, and the keys that encrypt them.

import { isDeepStrictEqual } from "node:util";
import { AwsError } from "../image-builder/errors";
import type { Rules } from ".";
import { inRegion } from "./others";

const targetType = "aws:cloudwatch/eventTarget:EventTarget";

const onBus = (properties: Readonly<Record<string, unknown>>): unknown =>
  properties.eventBusName ?? "default";

export const messages: Readonly<Record<string, Rules>> = {
  "aws:cloudwatch/logGroup:LogGroup": {
    create: (made, world) =>
      inRegion(world, made, made.type).some(({ id }) => id === made.id)
        ? new AwsError("ResourceAlreadyExistsException", "The specified log group already exists", 400)
        : undefined,
    parts: (group, world) =>
      inRegion(world, group, "aws:cloudwatch/logStream:LogStream").filter(
        ({ properties }) => properties.logGroupName === group.id,
      ),
  },
  "aws:sns/topic:Topic": {
    // CreateTopic answers with the topic that is there, if it is the same in all.
    // https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
    create(made, world) {
      const other = inRegion(world, made, made.type).find(({ id }) => id === made.id);
      if (other === undefined) return undefined;
      const differ = (property: string): boolean =>
        !isDeepStrictEqual(other.properties[property] ?? {}, made.properties[property] ?? {});
      if (differ("tagsAll")) return topicRefusal("Tags", "tags");
      return differ("kmsMasterKeyId") ? topicRefusal("Attributes", "attributes") : undefined;
    },
    parts: (topic, world) => [
      ...inRegion(world, topic, "aws:sns/topicPolicy:TopicPolicy").filter(({ id }) => id === topic.id),
      ...inRegion(world, topic, "aws:sns/topicSubscription:TopicSubscription").filter(
        ({ properties }) => properties.topic === topic.id,
      ),
    ],
  },
  "aws:cloudwatch/eventRule:EventRule": {
    // PutRule changes the rule that is there. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html
    delete: (rule, world) =>
      inRegion(world, rule, targetType).some(
        ({ properties }) =>
          properties.rule === rule.properties.name && onBus(properties) === onBus(rule.properties),
      )
        ? new AwsError("ValidationException", "Rule can't be deleted since it has targets.", 400)
        : undefined,
  },
  "aws:kms/alias:Alias": {
    create: (made, world) =>
      inRegion(world, made, made.type).some(({ id }) => id === made.id)
        ? new AwsError("AlreadyExistsException", `An alias with the name ${made.id} already exists`, 400)
        : undefined,
  },
};

const topicRefusal = (reason: string, what: string): AwsError =>
  new AwsError(
    "InvalidParameter",
    `Invalid parameter: ${reason} Reason: Topic already exists with different ${what}`,
    400,
  );
