// Topics, events and logs.

import { createHash } from "node:crypto";
import { arnIn, hex, type Identifiers, idOf } from "./identify";

const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

export const messages: Identifiers = {
  "aws:sns/topic:Topic": ({ name }, place) => {
    const arn = arnIn(place, "sns", String(name));
    return { id: arn, computed: { arn, beginningArchiveTime: "", owner: place.account } };
  },
  "aws:sns/topicPolicy:TopicPolicy": idOf("arn", (_inputs, { account }) => ({ owner: account })),
  "aws:sns/topicSubscription:TopicSubscription": ({ topic, protocol, endpoint }, { account }) => {
    // Who subscribes twice gets the same subscription.
    const arn = `${String(topic)}:${digest(`${String(protocol)} ${String(endpoint)}`)}`;
    // Whoever reads the mail has to confirm it.
    const pending = ["email", "email-json"].includes(String(protocol));
    return {
      id: arn,
      computed: {
        arn,
        confirmationWasAuthenticated: !pending,
        ownerId: account,
        pendingConfirmation: pending,
      },
    };
  },
  "aws:cloudwatch/eventRule:EventRule": ({ name, eventBusName }, place) => {
    const onBus = eventBusName === undefined || eventBusName === "default" ? "" : `${String(eventBusName)}/`;
    const id = `${onBus}${String(name)}`;
    return { id, computed: { arn: arnIn(place, "events", `rule/${id}`) } };
  },
  "aws:cloudwatch/eventTarget:EventTarget": (inputs) => {
    const targetId = inputs.targetId ?? `terraform-${hex(26)}`;
    return { id: `${String(inputs.rule)}-${String(targetId)}`, computed: { targetId } };
  },
  "aws:cloudwatch/logGroup:LogGroup": idOf("name", ({ name }, place) => ({
    arn: arnIn(place, "logs", `log-group:${String(name)}`),
  })),
};
